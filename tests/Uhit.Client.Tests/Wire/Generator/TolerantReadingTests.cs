using System.Xml.Linq;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Reference.Generated;

namespace Uhit.Client.Tests.Wire.Generator;

public sealed class TolerantReadingTests
{
    public static TheoryData<string> Messages => GoldenTests.Messages;

    [Theory]
    [MemberData(nameof(Messages))]
    public void Read_OtherPrefixesWhiteSpaceAndComments_GivesTheSame(string name)
    {
        var expected = new Fragment(name).ReadAndWrite();
        var message = new Fragment(name);
        message.Root.SetAttributeValue("xmlns", null);
        message.Root.SetAttributeValue(XNamespace.Xmlns + "q", Fragment.Ns.NamespaceName);
        foreach (var element in message.Root.DescendantsAndSelf().ToList())
        {
            element.AddFirst(new XText("\r\n\t"));
            if (element.HasElements)
            {
                element.Add(new XComment("between"), new XProcessingInstruction("between", "too"), new XText("\n"));
                element.SetAttributeValue("id", "1");
            }
        }

        // Text keeps its blanks; all else is without them.
        foreach (var text in message.Root.Descendants().Where(e => !e.HasElements))
        {
            text.Value = text.Value.TrimStart('\r', '\n', '\t');
        }

        foreach (var token in message.Root.Descendants()
            .Where(e => e.Name.LocalName is "RequestId" or "EsiId" or "Code" or "Quantity" or "EndTime" or "Status" or "LineNumber"))
        {
            token.Value = $"\n {token.Value}\t";
        }

        Assert.Contains("<q:", message.Root.ToString(), StringComparison.Ordinal);
        Assert.Equal(expected, message.ReadAndWrite());
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Read_UnknownElementsEverywhere_SkipsThem(string name)
    {
        var expected = new Fragment(name).ReadAndWrite();
        var message = new Fragment(name);
        foreach (var element in message.Root.DescendantsAndSelf().Where(e => e.HasElements).ToList())
        {
            element.AddFirst(new XElement(Fragment.Ns + "Unheard", new XElement(Fragment.Ns + "Code", "inside")));
            element.Elements().Last()
                .AddAfterSelf(new XElement(XName.Get("Code", "urn:other"), new XAttribute("a", "b")), new XElement("Status"));
        }

        Assert.Equal(expected, message.ReadAndWrite());
    }

    [Fact]
    public void Read_UnknownElements_CountsThoseSkipped()
    {
        var message = new Fragment("UsageHistoryFault");
        message.First("Code").AddAfterSelf(new XElement("x", new XElement("y")), new XElement(XName.Get("Code", "urn:other")));
        message.First("MessageId").AddAfterSelf(new XElement(Fragment.Ns + "Later"));
        var reader = WireText.Open(message.Root.ToString());

        UsageHistoryFault.Read(reader);

        Assert.Equal(3, reader.UnknownElements);
    }

    [Fact]
    public void Read_KnownNameInAnotherNamespace_IsNotIt()
    {
        var message = new Fragment("UsageHistoryFault");
        message.First("Code").Name = XName.Get("Code", "urn:other");
        Assert.Equal("missing-element", Assert.Throws<WireFormatException>(message.Read).Code);
    }

    [Fact]
    public void Read_CDataAndReferences_AreText()
    {
        var fault = UsageHistoryFault.Read(WireText.Open(
            "<UsageHistoryFault xmlns='urn:uhit:reference:usage-history:v1'><Code>A<![CDATA[ <7> ]]>&#54;</Code>"
                + "<Description>&lt;b&gt;</Description></UsageHistoryFault>"));
        Assert.Equal("A <7> 6", fault.Code);
        Assert.Equal("<b>", fault.Description);
    }

    [Fact]
    public void Read_TextAfterTheMessage_IsLeftToTheCaller()
    {
        using var reader = System.Xml.XmlReader.Create(new StringReader(
            "<Body><UsageHistoryFault xmlns='urn:uhit:reference:usage-history:v1'><Code>A</Code><Description>B</Description>"
                + "</UsageHistoryFault><Next/></Body>"));
        reader.ReadStartElement("Body");

        UsageHistoryFault.Read(reader);

        Assert.Equal("Next", reader.LocalName);
    }

    [Fact]
    public void Read_UnknownCode_KeepsIt()
    {
        var message = new Fragment("NotifyValidation");
        message.First("Status").Value = "Half done";
        Assert.Contains("<Status>Half done</Status>", message.ReadAndWrite(), StringComparison.Ordinal);
    }
}
