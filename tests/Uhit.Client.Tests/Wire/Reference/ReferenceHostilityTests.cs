using System.Text;
using Uhit.Client.Conformance.Wire;
using Uhit.Client.Tests.Wire.Soap;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Reference;

public sealed class ReferenceHostilityTests : HostilityConformance
{
    private const string Reading =
        "<Reading><EndTime>2025-11-02T01:15:00-05:00</EndTime><Quantity>1.25</Quantity><ReadType>Actual</ReadType></Reading>";

    protected override SimulatedWireFormat Format => ReferenceWireFormat.Instance;

    protected override bool HasMessageIds => true;

    [Theory]
    [InlineData("<Quantity>1<!-- -->2</Quantity>", "comment-in-value")]
    [InlineData("<Quantity>1<b/>2</Quantity>", "element-in-value")]
    [InlineData("<Quantity xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:nil='true'/>", "instance-attribute")]
    [InlineData("<Quantity xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:type='Text'>1</Quantity>", "instance-attribute")]
    [InlineData("<Quantity/>", "bad-value")]
    [InlineData("<Quantity>1</Quantity><Quantity>1</Quantity>", "duplicate-element")]
    [InlineData("", "missing-element")]
    [InlineData("<Quantity xmlns=''>1</Quantity>", "missing-element")]
    [InlineData("<Quantity xmlns='urn:other'>1</Quantity>", "missing-element")]
    [InlineData("x<Quantity>1</Quantity>", "unexpected-text")]
    [InlineData("<Quantity href='#1'/>", "bad-value")]
    public void Read_QuantityOfAnotherShape_IsRefusedByItsCode(string quantity, string code)
    {
        var refused = Assert.Throws<WireFormatException>(() => Read("<Quantity>1.25</Quantity>", quantity));
        Assert.Equal(code, refused.Code);
        Assert.StartsWith("DeliverHistoricalUsage/UsageHistory[1]/IntervalData[1]/Reading", refused.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<Quantity><![CDATA[1.25]]></Quantity>")]
    [InlineData("<Quantity> 1.25\n</Quantity>")]
    [InlineData("<Quantity>+01.2500</Quantity>")]
    [InlineData("<!-- --><Quantity>1.25</Quantity><Later><Deep/></Later>")]
    [InlineData(
        "<Quantity xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:schemaLocation='urn:a http://127.0.0.1:1/a.xsd'>1.25</Quantity>")]
    [InlineData("<Quantity soapenc:arrayType='x[1000000000]' xmlns:soapenc='http://schemas.xmlsoap.org/soap/encoding/'>1.25</Quantity>")]
    public void Read_SameQuantityWrittenOtherwise_IsTheSame(string quantity) =>
        Assert.Contains(
            "reading|2025-11-02T01:15:00.0000000-05:00|1.25|Actual\n",
            Read("<Quantity>1.25</Quantity>", quantity).Text,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("<IntervalMinutes>15</IntervalMinutes>", "<IntervalMinutes>7</IntervalMinutes>", "bad-interval")]
    [InlineData("<IntervalMinutes>15</IntervalMinutes>", "<IntervalMinutes>1441</IntervalMinutes>", "bad-interval")]
    [InlineData("2025-11-02T01:15:00-05:00", "2025-11-02T01:15:00", "bad-value")]
    [InlineData("2025-11-02T01:15:00-05:00", "0001-11-02T01:15:00-05:00", "bad-value")]
    [InlineData("2025-11-02T01:15:00-05:00", "9999-12-30T01:15:00-05:00", "bad-value")]
    [InlineData("<StartDate>2025-10-03</StartDate>", "<StartDate>2500-10-03</StartDate>", "bad-value")]
    [InlineData("<AuthenticationId>957877905</AuthenticationId>", "<AuthenticationId>a&#x9B;31m</AuthenticationId>", "bad-value")]
    public void Read_ValueThatTheDomainDoesNotTake_IsRefused(string now, string then, string code) =>
        Assert.Equal(code, Assert.Throws<WireFormatException>(() => Read(now, then)).Code);

    [Theory]
    [InlineData("EnergyDelivered", "kWh")]
    [InlineData("ReactiveReceived", "kVARh")]
    [InlineData("SomethingNew", "kWh")]
    public void Read_NoUnit_IsTheChannelsOwn(string channel, string unit)
    {
        var text = Read("<Channel>EnergyDelivered</Channel><Unit>kW</Unit>", $"<Channel>{channel}</Channel>").Text;
        Assert.Contains($"series|M1|{channel}|{unit}|", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MoreReadTypesThanASeriesHolds_IsRefused()
    {
        var many = string.Concat(Enumerable.Range(0, 251).Select(i => Reading.Replace("Actual", "Q" + i, StringComparison.Ordinal)));
        Assert.Equal("too-many-read-types", Assert.Throws<WireFormatException>(() => Read(Reading, many)).Code);
    }

    [Fact]
    public void FindOperation_OfAnRpcCall_IsNone()
    {
        const string Call = "<x:DeliverHistoricalUsage xmlns:x='urn:rpc' e:encodingStyle='http://schemas.xmlsoap.org/soap/encoding/'><a/>"
            + "</x:DeliverHistoricalUsage>";
        using var envelope = SoapFixture.Open(SoapFixture.Envelope(SoapVersion.Soap11, Call));
        Assert.Null(Format.FindOperation(envelope.BodyName.Name, envelope.BodyName.Namespace));
    }

    [Fact]
    public void FindOperation_OfAFault_IsNone()
    {
        using var envelope =
            SoapFixture.Open(SoapFixture.Envelope(SoapVersion.Soap11, "<e:Fault><faultcode>e:Client</faultcode></e:Fault>"));
        Assert.True(envelope.IsFault);
        Assert.Null(Format.FindOperation(envelope.BodyName.Name, envelope.BodyName.Namespace));
    }

    [Fact]
    public void Write_WithoutMessageId_IsRefusedByItsPath()
    {
        var refused = Assert.Throws<WireFormatException>(() => new WireExchange(Format).Delivery(
            FixedMessages.Header() with { MessageId = null }, null, FixedMessages.Part, FixedMessages.Autumn()));
        Assert.Equal(("missing-element", "Header/MessageId"), (refused.Code, refused.Path));
    }

    private RecordingSink Read(string now, string then)
    {
        var xml = Encoding.UTF8
            .GetString(new WireExchange(Format).Delivery(FixedMessages.Header(), null, FixedMessages.Part, FixedMessages.Short()));
        Assert.Contains(now, xml, StringComparison.Ordinal);
        return new WireExchange(Format).ReadCallback(Encoding.UTF8.GetBytes(xml.Replace(now, then, StringComparison.Ordinal)));
    }
}
