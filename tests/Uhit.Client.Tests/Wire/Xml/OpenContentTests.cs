using System.Text;
using System.Xml;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Xml;

public sealed class OpenContentTests
{
    private static readonly ElementShape Shape = ElementShape.Sequence
        .Element("Id", "", 1, 1).Any("!urn:own", 0, ElementShape.Unbounded);

    [Theory]
    [InlineData("<Open xmlns='urn:a'/>", 1, 0)]
    [InlineData("<Open xmlns='urn:own'/>", 0, 1)]
    [InlineData("<Open/>", 0, 1)]
    public void NextChild_ElementThatIsLeftOpen_IsFoundWhereItsNamespaceIsAllowed(string content, int expected, long unknown)
    {
        var (found, reader) = Read($"<Root><Id/>{content}</Root>");
        Assert.Equal((expected, unknown), (found, reader.UnknownElements));
    }

    [Fact]
    public void ReadXml_MoreElementsThanAreKept_IsRefused() =>
        Assert.Equal("too-many-elements", Refusal($"<Open xmlns='urn:a'>{new StringBuilder().Insert(0, "<a/>", 100_001)}</Open>").Code);

    [Fact]
    public void ReadXml_MoreTextThanIsKept_IsRefused()
    {
        var text = new string('x', 1024 * 1024);
        Assert.Equal("value-too-long", Refusal($"<Open xmlns='urn:a'>{new StringBuilder().Insert(0, $"<a>{text}</a>", 33)}</Open>").Code);
    }

    [Fact]
    public void ReadXml_Truncated_Throws() => Assert.ThrowsAny<XmlException>(() => Read("<Root><Id/><Open xmlns='urn:a'><b>"));

    [Fact]
    public void Enter_DeeperThanAnyMessage_IsRefused()
    {
        var shape = ElementShape.Sequence.Element("A", "", 0, 1);
        using var reader = XmlReader.Create(new StringReader(new StringBuilder().Insert(0, "<A>", 600).ToString()));
        var elements = new ElementReader(reader);
        elements.EnterMessage("A", "", shape);
        Assert.Equal("too-deep", Assert.Throws<WireFormatException>(() =>
        {
            while (elements.NextChild(out _))
            {
                elements.Enter(shape);
            }
        }).Code);
    }

    private static WireFormatException Refusal(string content) =>
        Assert.Throws<WireFormatException>(() => Read($"<Root><Id/>{content}</Root>"));

    private static (int Found, ElementReader Reader) Read(string xml)
    {
        using var reader = XmlReader.Create(new StringReader(xml));
        var elements = new ElementReader(reader);
        elements.EnterMessage("Root", "", Shape);
        var found = 0;
        while (elements.NextChild(out var child))
        {
            if (child == 0)
            {
                elements.ReadToken();
                continue;
            }

            elements.ReadXml();
            found++;
        }

        return (found, elements);
    }
}
