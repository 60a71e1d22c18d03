using System.Text;
using System.Xml;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Tests.Wire.Xml;

/// <summary>What a hostile sender may put on the wire: refused, by name, before memory or time is spent on it.</summary>
public sealed class HostileXmlTests
{
    private const int Megabyte = 1024 * 1024;

    public static TheoryData<string, string, string, string> Endless => new()
    {
        { "nested elements", "", "<a>", nameof(MessageLimits.MaxDepth) },
        { "attributes of one element", "<r ", "a{0}='1' ", nameof(MessageLimits.MaxTagLength) },
        { "namespace declarations of one element", "<r ", "xmlns:p{0}='u' ", nameof(MessageLimits.MaxTagLength) },
        { "different element names", "<r>", "<n{0}/>", nameof(MessageLimits.MaxDistinctNames) },
        { "different attribute names", "<r>", "<n a{0}=''/>", nameof(MessageLimits.MaxDistinctNames) },
        { "different namespaces", "<r>", "<n xmlns='u{0}'/>", nameof(MessageLimits.MaxDistinctNames) },
        { "an element name", "<", "aaaaaaaaaaaaaaaa", nameof(MessageLimits.MaxTagLength) },
        { "an end tag", "<r></", "aaaaaaaaaaaaaaaa", nameof(MessageLimits.MaxTagLength) },
        { "an attribute value", "<r a='", "aaaaaaaaaaaaaaaa", nameof(MessageLimits.MaxTagLength) },
        { "a text", "<r>", "aaaaaaaaaaaaaaaa", nameof(MessageLimits.MaxTextLength) },
        { "references", "<r>", "&#97;&amp;", nameof(MessageLimits.MaxTextLength) },
        { "a CDATA section", "<r><![CDATA[", "aaaaaaaaaaaaaaaa", nameof(MessageLimits.MaxTextLength) },
        { "many CDATA sections", "<r>", "<![CDATA[aaaaaaaaaaaaaaaa]]>", nameof(MessageLimits.MaxTextLength) },
        { "a comment", "<r><!--", "aaaaaaaaaaaaaaaa", nameof(MessageLimits.MaxTextLength) },
        { "white space", "<r>", "                ", nameof(MessageLimits.MaxTextLength) },
        { "white space before the root", "", "                ", nameof(MessageLimits.MaxTextLength) },
        { "a declaration", "<?xml version='1.0'", "           ", "Declaration" },
    };

    /// <summary>Each goes on for 50 MB after its first characters.</summary>
    [Theory]
    [MemberData(nameof(Endless))]
    public void Read_Endless_IsRefusedAfterLittleMemoryAndFewBytes(string what, string once, string again, string limit)
    {
        using var stream = new RepeatingStream(
            once, i => again.Replace("{0}", i.ToString(), StringComparison.Ordinal), 50L * Megabyte / again.Length, string.Empty);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refused = Assert.Throws<XmlGuardException>(() => XmlFixture.Walk(stream));

        Assert.True(refused.Limit == limit, $"{what}: {refused.Limit}");
        Assert.InRange(stream.BytesRead, 1, Megabyte / 4);
        // The stream itself allocates a little for every piece.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * Megabyte);
    }

    [Theory]
    [InlineData(65, nameof(MessageLimits.MaxAttributes), "a{0}='1'")]
    [InlineData(33, nameof(MessageLimits.MaxNamespaceDeclarations), "xmlns:p{0}='u'")]
    public void Read_OneAttributeTooMany_IsRefused(int count, string limit, string attribute)
    {
        string Document(int n) => "<r " + string.Join(' ', Enumerable.Range(0, n).Select(i => string.Format(null, attribute, i))) + "/>";
        XmlFixture.Walk(XmlFixture.Bytes(Document(count - 1)));
        Assert.Equal(limit, Assert.Throws<XmlGuardException>(() => XmlFixture.Walk(XmlFixture.Bytes(Document(count)))).Limit);
    }

    public static TheoryData<string, byte[]> NeverRead => new()
    {
        { "DocumentType", "<!DOCTYPE r><r/>"u8.ToArray() },
        { "DocumentType", "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]><r>&b;</r>"u8.ToArray() },
        { "DocumentType", "<!DOCTYPE r SYSTEM 'file:///dev/urandom'><r/>"u8.ToArray() },
        { "DocumentType", "<!DOCTYPE r [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/x'>%p;]><r/>"u8.ToArray() },
        { "DocumentType", "<?xml version='1.0'?><!-- --><!DOCTYPE r><r/>"u8.ToArray() },
        { "DocumentType", "<r><!ENTITY a 'b'></r>"u8.ToArray() },
        { "ProcessingInstruction", "<?xml-stylesheet href='http://127.0.0.1:1/x'?><r/>"u8.ToArray() },
        { "ProcessingInstruction", "<r><?php echo?></r>"u8.ToArray() },
        { "ProcessingInstruction", " <?xml version='1.0'?><r/>"u8.ToArray() },
        { "ProcessingInstruction", "<r/><?x y?>"u8.ToArray() },
        { "Declaration", "<?xml version='1.1'?><r/>"u8.ToArray() },
        { "Encoding", "<?xml version='1.0' encoding='utf-16'?><r/>"u8.ToArray() },
        { "Encoding", "<?xml version='1.0' encoding='utf-7'?><r/>"u8.ToArray() },
        { "Encoding", "<?xml version='1.0' encoding='iso-8859-1'?><r/>"u8.ToArray() },
        { "Encoding", "<?xml version='1.0' encoding='ibm037'?><r/>"u8.ToArray() },
        { "Encoding", Encoding.Unicode.GetBytes("<r/>") },
        { "Encoding", Encoding.BigEndianUnicode.GetBytes("<r/>") },
        { "Encoding", Encoding.UTF32.GetBytes("<r/>") },
        { "Encoding", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<r/>")] },
        { "Encoding", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("<r/>")] },
        { "Encoding", [0x4C, 0x6F, 0xA7, 0x94] },
        { "Encoding", [0xEF, 0xBB, .. "<r/>"u8] },
    };

    [Theory]
    [MemberData(nameof(NeverRead))]
    public void Read_WhatIsNeverRead_IsRefusedByItsName(string limit, byte[] document)
    {
        var refused = Record.Exception(() => XmlFixture.Walk(XmlFixture.Bytes(document)));
        // EBCDIC's first byte is a letter of ASCII: there the reader behind the guard refuses.
        if (document[0] == 0x4C)
        {
            Assert.IsAssignableFrom<XmlException>(refused);
            return;
        }

        Assert.Equal(limit, Assert.IsType<XmlGuardException>(refused).Limit);
    }

    public static TheoryData<string, byte[]> NotWellFormed => new()
    {
        { "cut off", "<r><a>"u8.ToArray() },
        { "cut off in a tag", "<r><a b='"u8.ToArray() },
        { "empty", [] },
        { "garbage behind the root", "<r/>x"u8.ToArray() },
        { "two documents", "<r/><r/>"u8.ToArray() },
        { "undeclared entity", "<r>&a;</r>"u8.ToArray() },
        { "entity in an attribute", "<r a='&a;'/>"u8.ToArray() },
        { "NUL", "<r>&#0;</r>"u8.ToArray() },
        { "control character", "<r>&#1;</r>"u8.ToArray() },
        { "raw NUL", "<r>\0</r>"u8.ToArray() },
        { "overlong UTF-8", [.. "<r>"u8, 0xC0, 0xBC, .. "</r>"u8] },
        { "half a character", [.. "<r>"u8, 0xE2, 0x82, .. "</r>"u8] },
        { "surrogate in UTF-8", [.. "<r>"u8, 0xED, 0xA0, 0x80, .. "</r>"u8] },
        { "surrogate reference", "<r>&#xD800;</r>"u8.ToArray() },
        { "undeclared prefix", "<p:r/>"u8.ToArray() },
        { "attribute twice", "<r a='1' a='2'/>"u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(NotWellFormed))]
    public void Read_NotWellFormed_IsAnXmlException(string what, byte[] document)
    {
        Assert.True(Record.Exception(() => XmlFixture.Walk(XmlFixture.Bytes(document))) is XmlException, what);
    }

    [Theory]
    [InlineData("<a/>")]
    [InlineData("<!--X-->")]
    [InlineData("<a></a>\r\n")]
    public void Read_MillionsOfSiblings_CostsNoMemory(string sibling)
    {
        const int Count = 1_000_000;
        var bytes = Encoding.UTF8.GetBytes("<r>" + string.Concat(Enumerable.Repeat(sibling, Count)) + "</r>");
        var before = GC.GetAllocatedBytesForCurrentThread();
        XmlFixture.Walk(XmlFixture.Bytes(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256 * 1024);
        var limits = new MessageLimits { MaxElements = Count };
        if (sibling[1] == 'a')
        {
            Assert.Equal(
                nameof(MessageLimits.MaxElements),
                Assert.Throws<XmlGuardException>(() => XmlFixture.Walk(XmlFixture.Bytes(bytes), limits)).Limit);
        }
    }

    [Fact]
    public void Message_OfTheGuard_HoldsNothingOfTheDocument()
    {
        var refused = Assert.Throws<XmlGuardException>(() => XmlFixture.Walk(XmlFixture.Bytes("<secret><!DOCTYPE secret></secret>")));
        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
    }
}
