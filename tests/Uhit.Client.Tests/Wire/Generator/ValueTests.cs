using System.Xml.Linq;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Reference.Generated;
using Generated = Uhit.Client.Wire.Reference.Generated;

namespace Uhit.Client.Tests.Wire.Generator;

public sealed class ValueTests
{
    [Theory]
    [InlineData("RequestId", 64)]
    [InlineData("AuthenticationId", 80)]
    public void Read_LengthAfterCollapse_CountsCodePoints(string element, int longest)
    {
        var message = new Fragment("NotifyValidation");
        message.First(element).Value = "\n " + string.Concat(Enumerable.Repeat("𝔅", longest)) + "  ";
        message.Read();

        message.First(element).Value += "x";
        Assert.Equal("bad-value", Assert.Throws<WireFormatException>(message.Read).Code);

        message.First(element).Value = " \n\t";
        Assert.Equal("bad-value", Assert.Throws<WireFormatException>(message.Read).Code);
    }

    [Theory]
    [InlineData("Status", "accepted")]
    [InlineData("Status", "Pending")]
    [InlineData("ReceivedAt", "2026-03-02")]
    [InlineData("LineNumber", "0")]
    [InlineData("LineNumber", "1.0")]
    [InlineData("LineNumber", "2147483648")]
    public void Read_ValueOutsideItsType_Refuses(string element, string value)
    {
        var message = new Fragment("NotifyAcknowledgement");
        message.First(element).Value = value;
        Assert.Equal("bad-value", Assert.Throws<WireFormatException>(message.Read).Code);
    }

    [Theory]
    [InlineData("100890100000000000000x")]
    [InlineData("1108901000000000000001")]
    [InlineData("1008901")]
    [InlineData("1008901 000000000000001")]
    [InlineData("１００８９０１０００００００００００００００１")]
    [InlineData("1008901000000000000000000000000000001")]
    [InlineData("=1008901000000000000001")]
    public void Read_EsiIdOutsideItsPattern_Refuses(string value)
    {
        var message = new Fragment("DeliverHistoricalUsage");
        message.First("EsiId").Value = value;
        Assert.Equal("bad-value", Assert.Throws<WireFormatException>(message.Read).Code);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("INF")]
    [InlineData("1e3")]
    [InlineData("1,000")]
    [InlineData("0x10")]
    [InlineData("١")]
    [InlineData("")]
    public void Read_QuantityThatIsNoDecimal_Refuses(string value)
    {
        var message = new Fragment("DeliverHistoricalUsage");
        message.First("Quantity").Value = value;

        var exception = Assert.Throws<WireFormatException>(message.Read);

        Assert.Equal(
            ("bad-value", "DeliverHistoricalUsage/UsageHistory[1]/IntervalData[1]/Reading[1]/Quantity"), (exception.Code, exception.Path));
    }

    [Fact]
    public void Read_EndTimeWithoutOffset_Refuses()
    {
        var message = new Fragment("DeliverHistoricalUsage");
        message.First("EndTime").Value = "2025-11-02T01:15:00";
        Assert.Equal("bad-value", Assert.Throws<WireFormatException>(message.Read).Code);
    }

    [Fact]
    public void Read_SentAtWithoutOffset_IsUtc()
    {
        var message = new Fragment("NotifyAcknowledgement");
        message.First("SentAt").Value = "2026-03-02T10:15:30";
        Assert.Contains("<SentAt>2026-03-02T10:15:30Z</SentAt>", message.ReadAndWrite(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RepeatedAutumnHour_IsToldApart()
    {
        var recorder = new DeliveryRecorder();
        DeliverHistoricalUsage.Read(WireText.Open(File.ReadAllText(Repository.Golden("DeliverHistoricalUsage"))), recorder);

        Assert.Equal(TimeSpan.FromHours(1), recorder.AllReadings[1].EndTime - recorder.AllReadings[0].EndTime);
        Assert.Equal(TimeSpan.FromMinutes(15), recorder.AllReadings[3].EndTime - recorder.AllReadings[2].EndTime);
        Assert.Equal(Samples.Cdt, recorder.AllReadings[0].EndTime.Offset);
        Assert.Equal(Samples.Cst, recorder.AllReadings[1].EndTime.Offset);
    }

    [Fact]
    public void Write_ValueOutsideItsType_RefusesAndNamesIt()
    {
        var exception = Assert.Throws<WireFormatException>(() => WireText.Write(w =>
            new NotifyAcknowledgement
            {
                Header = Samples.Header,
                Acknowledgement = new Generated.Acknowledgement
                {
                    RequestId = new string('x', 65),
                    MessageId = "M",
                    ReceivedAt = default,
                    Status = Generated.AcknowledgementStatus.Accepted,
                },
            }.Write(w)));
        Assert.Equal(("bad-value", "NotifyAcknowledgement/Acknowledgement/RequestId"), (exception.Code, exception.Path));
    }

    [Fact]
    public void Write_StatusNeverSet_Refuses()
    {
        var exception = Assert.Throws<WireFormatException>(() => WireText.Write(w => new RequestHistoricalUsageResponse
        {
            Acknowledgement = new Generated.Acknowledgement { RequestId = "R", MessageId = "M", ReceivedAt = default, Status = default },
        }.Write(w)));
        Assert.Equal(("bad-value", "RequestHistoricalUsageResponse/Acknowledgement/Status"), (exception.Code, exception.Path));
    }

    [Fact]
    public void Write_CharacterThatXmlCannotCarry_Refuses()
    {
        var exception = Assert.Throws<WireFormatException>(() =>
            WireText.Write(w => new UsageHistoryFault { Code = "A", Description = "bell \u0007" }.Write(w)));
        Assert.Equal(("bad-value", "UsageHistoryFault/Description"), (exception.Code, exception.Path));
    }

    [Fact]
    public void Write_NoneOfARequiredList_Refuses()
    {
        var exception =
            Assert.Throws<WireFormatException>(() => WireText.Write(w => new RequestHistoricalUsage { Header = Samples.Header }.Write(w)));
        Assert.Equal(("missing-element", "RequestHistoricalUsage/Line"), (exception.Code, exception.Path));
    }

    [Fact]
    public void Write_WhiteSpaceInAToken_WritesWhatWillBeRead() =>
        Assert.Contains(
            "<Code>A B</Code>",
            WireText.Write(w => new UsageHistoryFault { Code = " A \n B ", Description = "d" }.Write(w)),
            StringComparison.Ordinal);

    [Fact]
    public void Write_InsideASoapBody_DeclaresItsNamespaceOnce()
    {
        var text = WireText.Write(w =>
        {
            w.WriteStartElement("s", "Body", "urn:soap");
            new UsageHistoryFault { Code = "A", Description = "d" }.Write(w);
            w.WriteEndElement();
        });
        Assert.Single(XElement.Parse(text).DescendantsAndSelf().Attributes(), a => a.Value == Fragment.Ns.NamespaceName);
    }
}
