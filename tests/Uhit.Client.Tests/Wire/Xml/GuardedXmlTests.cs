using System.Text;
using System.Xml;
using CsCheck;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Tests.Wire.Xml;

public sealed class GuardedXmlTests
{
    private const string Rich =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- a > b - -> <c> --><a xmlns='urn:x' xmlns:p=\"urn:y\">\n"
        + "<p:b q='>' r=\"&lt;/b>\" s='\"'>t&amp;<![CDATA[<x>]]]]><![CDATA[>]]></p:b ><c/><c /><d></d><é ü='ö'>ä</é></a><!---->\n";

    [Fact]
    public void Read_RichDocument_SeesWhatTheBareReaderSees()
    {
        using var bare = XmlReader.Create(XmlFixture.Bytes(Rich));
        Assert.Equal(XmlFixture.ReadAll(bare), XmlFixture.ReadAll(XmlFixture.Bytes(Rich)));
    }

    [Fact]
    public void Read_InPiecesOfAnySize_SeesTheSame()
    {
        var bytes = Encoding.UTF8.GetBytes(Rich);
        var whole = XmlFixture.ReadAll(XmlFixture.Bytes(Rich));
        for (var piece = 1; piece < 40; piece++)
        {
            using var stream = new TrickleStream(bytes, piece);
            Assert.Equal(whole, XmlFixture.ReadAll(stream));
        }
    }

    /// <summary>Whatever the bytes: the guarded reader sees what the bare one sees, or refuses; it never sees something else.</summary>
    [Fact]
    public void Read_RandomMarkup_NeverDiffersFromTheBareReader()
    {
        string[] pieces =
        [
            "<a>", "</a>", "<a/>", "<b x='1'>", "</b>", "<!--", "-->", "-", "<![CDATA[", "]]>", "]", ">", "<", "/", "'", "\"", " ", "=",
            "x", "&amp;", "<?", "?>", "<!", "é", "xmlns:p='u'", "<p:c>", "\n",
        ];
        var document =
            Gen.Int[0, pieces.Length - 1].Array[0, 30].Select(middle => "<r>" + string.Concat(middle.Select(i => pieces[i])) + "</r>");
        document.Sample(
            xml =>
            {
                var (bare, isBareRefused) = Outcome(() => XmlReader.Create(XmlFixture.Bytes(xml)));
                var (guarded, isGuardedRefused) =
                    Outcome(() => GuardedXml.CreateReader(new TrickleStream(Encoding.UTF8.GetBytes(xml), 3), MessageLimits.Default));
                return isGuardedRefused ? isBareRefused || xml.Contains("<?", StringComparison.Ordinal) : !isBareRefused && bare == guarded;
            },
            iter: 3_000);
    }

    [Fact]
    public void Read_WithinEachLimit_IsTaken()
    {
        var limits = new MessageLimits
        {
            MaxDepth = 2,
            MaxAttributes = 2,
            MaxNamespaceDeclarations = 1,
            MaxNamespaceDeclarationsInScope = 2,
            MaxNameLength = 7,
            MaxElements = 4,
            MaxTextLength = 5,
        };
        XmlFixture.Walk(
            XmlFixture.Bytes("<r xmlns='u'><abcdefg p='1' q='2'>abcde</abcdefg><x xmlns:p='v'>ab<![CDATA[c]]></x><x xmlns:p='w'/></r>"),
            limits);
    }

    [Theory]
    [InlineData("<r><a><b/></a></r>", nameof(MessageLimits.MaxDepth))]
    [InlineData("<r><a p='1' q='2' s='3'/></r>", nameof(MessageLimits.MaxAttributes))]
    [InlineData("<r xmlns='u' xmlns:p='v'/>", nameof(MessageLimits.MaxNamespaceDeclarations))]
    [InlineData("<r xmlns='u'><a xmlns='v'/></r>", nameof(MessageLimits.MaxNamespaceDeclarationsInScope))]
    [InlineData("<r><abcdefgh/></r>", nameof(MessageLimits.MaxNameLength))]
    [InlineData("<r><a abcdefgh='1'/></r>", nameof(MessageLimits.MaxNameLength))]
    [InlineData("<r><a/><a/><a/><a/></r>", nameof(MessageLimits.MaxElements))]
    [InlineData("<r>abcd</r>", nameof(MessageLimits.MaxTextLength))]
    [InlineData("<r>ab<![CDATA[cd]]></r>", nameof(MessageLimits.MaxTextLength))]
    [InlineData("<r>ab<!-- -->cd</r>", nameof(MessageLimits.MaxTextLength))]
    [InlineData("<r><!--abcdefghijkl--></r>", nameof(MessageLimits.MaxTextLength))]
    [InlineData("<r><a b='01234567890123456789012345678901'/></r>", nameof(MessageLimits.MaxTagLength))]
    [InlineData("<r><a></a                                  ></r>", nameof(MessageLimits.MaxTagLength))]
    [InlineData("<r><a/><b/><c/></r>", nameof(MessageLimits.MaxDistinctNames))]
    [InlineData("<r xmlns='u'><a xmlns='v'/></r>", nameof(MessageLimits.MaxDistinctNames))]
    public void Read_BeyondALimit_IsRefusedByItsName(string xml, string limit)
    {
        var limits = new MessageLimits
        {
            MaxDepth = 2,
            MaxAttributes = 2,
            MaxNamespaceDeclarations = 1,
            MaxNamespaceDeclarationsInScope = limit == nameof(MessageLimits.MaxNamespaceDeclarationsInScope) ? 1 : 9,
            MaxNameLength = 7,
            MaxElements = 4,
            MaxTextLength = limit == nameof(MessageLimits.MaxTextLength) && xml.Contains("<r><!--", StringComparison.Ordinal) ? 10 : 3,
            MaxTagLength = 30,
            MaxDistinctNames = limit == nameof(MessageLimits.MaxDistinctNames) ? 3 : 99,
        };
        Assert.Equal(limit, Assert.Throws<XmlGuardException>(() => XmlFixture.Walk(XmlFixture.Bytes(xml), limits)).Limit);
    }

    [Fact]
    public void Read_MoreBytesThanAllowed_IsRefused()
    {
        var limits = new MessageLimits { MaxBytes = 10 };
        XmlFixture.Walk(XmlFixture.Bytes("<r>abc</r>"), limits);
        Assert.Equal(
            nameof(MessageLimits.MaxBytes),
            Assert.Throws<XmlGuardException>(() => XmlFixture.Walk(XmlFixture.Bytes("<r>abcd</r>"), limits)).Limit);
    }

    [Fact]
    public void Read_ByteOrderMarkAndDeclaration_IsTaken()
    {
        XmlFixture.Walk(XmlFixture.Bytes([0xEF, 0xBB, 0xBF, .. "<?xml version='1.0' encoding='utf-8' standalone='yes'?><r/>"u8]));
        XmlFixture.Walk(XmlFixture.Bytes([0xEF, 0xBB, 0xBF, .. "<r/>"u8]));
    }

    /// <summary>The guard counts exactly what the reader sees: not one tag more inside comments,
    /// sections and values, not one less behind them.</summary>
    [Fact]
    public void Read_RandomDocument_CountsWhatTheReaderSees() => Gen.Int.Sample(
        seed =>
        {
            var xml = new RandomXml(seed).Make();
            var (elements, depth, attributes) = Measure(xml);
            var exact = new MessageLimits { MaxElements = elements, MaxDepth = depth, MaxAttributes = attributes };
            using var bare = XmlReader.Create(XmlFixture.Bytes(xml));
            Assert.Equal(XmlFixture.ReadAll(bare), XmlFixture.ReadAll(new TrickleStream(xml, 1 + (int)((uint)seed % 50)), exact));
            new MarkupScanner(exact, checksEndTags: true).Scan(xml);
            Assert.Equal(nameof(MessageLimits.MaxElements), Refused(xml, exact with { MaxElements = elements - 1 }));
            Assert.Equal(nameof(MessageLimits.MaxDepth), Refused(xml, exact with { MaxDepth = depth - 1 }));
            Assert.Equal(
                attributes == 0 ? null : nameof(MessageLimits.MaxAttributes), Refused(xml, exact with { MaxAttributes = attributes - 1 }));
        },
        iter: 1_000);

    private static string? Refused(byte[] xml, MessageLimits limits) =>
        (Record.Exception(() => XmlFixture.Walk(XmlFixture.Bytes(xml), limits)) as XmlGuardException)?.Limit;

    private static (int Elements, int Depth, int Attributes) Measure(byte[] xml)
    {
        var (elements, depth, attributes) = (0, 0, 0);
        using var reader = XmlReader.Create(XmlFixture.Bytes(xml));
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                elements++;
                depth = Math.Max(depth, reader.Depth + 1);
                attributes = Math.Max(attributes, reader.AttributeCount);
            }
        }

        return (elements, depth, attributes);
    }

    private static (string Seen, bool IsRefused) Outcome(Func<XmlReader> open)
    {
        try
        {
            using var reader = open();
            return (XmlFixture.ReadAll(reader), false);
        }
        catch (XmlException)
        {
            return (string.Empty, true);
        }
    }
}
