using System.Xml;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Xml;

/// <summary>What stands beside a value must not change it, nor put nothing in its place.</summary>
public sealed class InstanceAttributesTests
{
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    private static readonly ElementShape Shape = ElementShape.Sequence
        .Element("Must", "", 1, 1, "Name Base").Element("May", "", 0, ElementShape.Unbounded);

    [Theory]
    [InlineData("<Must/>", "")]
    [InlineData("<Must x:nil='false'>1</Must>", "1")]
    [InlineData("<Must x:type='c:Name'>1</Must>", "1")]
    [InlineData("<Must x:type=' c:Base '>1</Must>", "1")]
    [InlineData("<Must x:type='d:string'>1</Must>", "1")]
    [InlineData("<Must href='#1'>1</Must>", "1")]
    [InlineData("<Must>1</Must><May x:nil='true'/><May>2</May><May x:nil='1'> </May>", "1,2")]
    public void Read_AttributesThatSayNothingElse_AreTaken(string content, string values) => Assert.Equal(values, Read(content));

    [Theory]
    [InlineData("<Must x:nil='true'/>", "instance-attribute")]
    [InlineData("<Must x:nil='yes'/>", "instance-attribute")]
    [InlineData("<Must x:type='c:Bas'>1</Must>", "instance-attribute")]
    [InlineData("<Must x:type='c:'>1</Must>", "instance-attribute")]
    [InlineData("<Must x:type='Name'>1</Must>", "instance-attribute")]
    [InlineData("<Must x:type='d:base64Binary'>MQ==</Must>", "instance-attribute")]
    [InlineData("<Must href='#1'/>", "bad-value")]
    [InlineData("<Must e:ref='id1' xmlns:e='http://www.w3.org/2003/05/soap-encoding'/>", "bad-value")]
    [InlineData("<Must>1</Must><May x:nil='true'>2</May>", "instance-attribute")]
    [InlineData("<Must>1</Must><May x:nil='true'><a/></May>", "element-in-value")]
    public void Read_AttributesThatSayOtherwise_AreRefused(string content, string code) =>
        Assert.Equal(code, Assert.Throws<WireFormatException>(() => Read(content)).Code);

    private static string Read(string content)
    {
        var xml = $"<m xmlns:x='{Instance}' xmlns:d='http://www.w3.org/2001/XMLSchema' xmlns:c='urn:c'>{content}</m>";
        using var source = XmlReader.Create(new StringReader(xml));
        var reader = new ElementReader(source);
        reader.EnterMessage("m", "", Shape);
        var values = new List<string>();
        while (reader.NextChild(out _))
        {
            values.Add(reader.ReadPreserved().ToString());
        }

        return string.Join(',', values);
    }
}
