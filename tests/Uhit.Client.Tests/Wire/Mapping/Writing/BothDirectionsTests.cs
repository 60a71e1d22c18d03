using System.Text;
using Uhit.Client.Conformance.Wire;
using Uhit.Client.Tests.Sending;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping.Writing;

/// <summary>One description for both directions: what the simulator writes by the paths of a contract, its reader reads.</summary>
public class BothDirectionsTests
{
    private const string Series = "\"meterNumber\": \"@m\", \"channel\": \"@c\", \"unit\": \"@u\", \"intervalMinutes\": \"@i\"";

    public static TheoryData<string, string> Shapes => new()
    {
        { "nested", "{ \"each\": \"A\", \"lineNumber\": \"@n\", \"esiId\": \"@e\", \"series\": { \"each\": \"S\", " + Series
            + ", \"readings\": { \"each\": \"R\", \"end\": \"@t\", \"quantity\": \".\", \"readType\": \"@q\" } } }" },
        { "time beside its day",
            "{ \"each\": \"A\", \"lineNumber\": \"@n\", \"esiId\": \"@e\", \"series\": { \"each\": \"S\", " + Series
                + ", \"readings\": { \"each\": \"R\", \"end\": { \"date\": \"@d\", \"time\": { \"path\": \"@t\", \"format\": \"HH:mm\" }, "
                + "\"dst\": { \"path\": \"@x\", \"is\": \"Y\" } }, \"quantity\": \".\", \"readType\": \"@q\" } } }" },
        { "starts in UTC",
            "{ \"each\": \"A\", \"lineNumber\": \"@n\", \"esiId\": \"@e\", \"series\": { \"each\": \"S\", " + Series
                + ", \"readings\": { \"each\": \"R\", \"start\": { \"path\": \"@s\", \"zone\": \"utc\" }, \"quantity\": { \"path\": "
                + "\"@v\", \"scale\": 0.001 }, \"readType\": \"@q\" } } }" },
        { "unix",
            "{ \"each\": \"A\", \"lineNumber\": \"@n\", \"esiId\": \"@e\", \"series\": { \"each\": \"S\", " + Series
                + ", \"readings\": { \"each\": \"R\", \"end\": { \"path\": \"@s\", \"format\": \"unixSeconds\" }, \"quantity\": \"@v\", "
                + "\"readType\": \"@q\" } } }" },
        { "day with numbers",
            "{ \"each\": \"A\", \"lineNumber\": \"@n\", \"esiId\": \"@e\", \"series\": { \"each\": \"Day\", " + Series
                + ", \"date\": \"@d\", \"readings\": { \"each\": \"R\", \"end\": { \"number\": \"@k\" }, \"quantity\": \".\", "
                + "\"readType\": \"@q\" } } }" },
        { "runs", "{ \"each\": \"A\", \"lineNumber\": \"@n\", \"esiId\": \"@e\", \"series\": { \"each\": \"Run\", " + Series
            + ", \"start\": \"@s\", \"readings\": { \"each\": \"R\", \"quantity\": \".\", \"readType\": \"@q\" } } }" },
        { "named values",
            "{ \"each\": \"A\", \"lineNumber\": \"P[@name='line']\", \"esiId\": \"P[@name='esi']\", \"series\": { \"each\": \"S\", "
                + Series + ", \"readings\": { \"each\": \"R\", \"end\": \"@t\", \"quantity\": \".\", \"readType\": \"@q\" } } }" },
        { "gzip of XML",
            "{ \"payload\": { \"path\": \"Z\", \"compression\": \"gzip\" }, \"each\": \"Doc/A\", \"lineNumber\": \"@n\", \"esiId\": "
                + "\"@e\", \"series\": { \"each\": \"S\", "
                + Series + ", \"readings\": { \"each\": \"R\", \"end\": \"@t\", \"quantity\": \".\", \"readType\": \"@q\" } } }" },
        { "zip of CSV",
            "{ \"payload\": { \"path\": \"Z\", \"compression\": \"zip\", \"format\": \"csv\", \"separator\": \";\" }, \"join\": true, "
                + "\"lineNumber\": \"@LINE\", \"esiId\": \"@ESI\", \"series\": { \"meterNumber\": \"@METER\", \"channel\": \"@CHANNEL\", "
                + "\"unit\": \"@UNIT\", \"intervalMinutes\": { \"const\": 15 }, \"readings\": { \"end\": \"@END\", \"quantity\": \"@KWH\", "
                + "\"readType\": \"@Q\" } } }" },
        { "text of CSV by number",
            "{ \"payload\": { \"path\": \"Z\", \"encoding\": \"text\", \"format\": \"csv\", \"columns\": [\"n\", \"e\", \"m\", \"c\", "
                + "\"u\", \"t\", \"v\", \"q\"] }, \"join\": true, \"lineNumber\": \"@n\", \"esiId\": \"@e\", \"series\": { "
                + "\"meterNumber\": \"@m\", \"channel\": \"@c\", \"unit\": \"@u\", \"intervalMinutes\": { \"const\": 15 }, \"readings\": { "
                + "\"end\": \"@t\", \"quantity\": \"@v\", \"readType\": \"@q\" } } }" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Delivery_ReadByTheSamePaths_IsTheSame(string shape, string usage)
    {
        var contract = Load(usage);
        Assert.Empty(contract.CheckSimulation().Select(problem => problem.ToString()));
        var exchange = new WireExchange(contract.WireFormat);
        UsageHistory[] sent = [Day(1), Day(2)];

        var envelope = exchange.Delivery(FixedMessages.Header(), null, new DeliveryPart(DeliveryId.Parse("D"), 1, 1), sent);
        var read = new List<UsageHistory>();
        exchange.ReadCallback(() => new MemoryStream(envelope), new RecordingSink { Usage = read.Add });

        Assert.True(read.Count == 2, $"{shape}: {Encoding.UTF8.GetString(envelope)}");
        Assert.Equal(sent.Select(Text), read.Select(Text));
    }

    [Fact]
    public void Runs_EndAtAGap()
    {
        var contract = Load(
            "{ \"each\": \"A\", \"lineNumber\": \"@n\", \"esiId\": \"@e\", \"series\": { \"each\": \"Run\", " + Series
            + ", \"shortDays\": true, \"start\": \"@s\", \"readings\": { \"each\": \"R\", \"quantity\": \".\", \"readType\": \"@q\" } } }");
        var series = new IntervalSeriesBuilder("M1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromMinutes(15));
        var start = CentralTime.StartOf(new DateOnly(2025, 11, 2));
        foreach (var quarter in new[] { 1, 2, 5, 6, 7 })
        {
            series.Add(start.AddMinutes(15 * quarter), quarter, ReadType.Actual);
        }

        var envelope = new WireExchange(contract.WireFormat).Delivery(
            FixedMessages.Header(), null, new DeliveryPart(DeliveryId.Parse("D"), 1, 1), Day(1) with { IntervalSeries = [series.Build()] });

        Assert.Equal(2, Encoding.UTF8.GetString(envelope).Split("<Run").Length - 1);
    }

    [Fact]
    public void CheckInquiry_WhatTheContractDemands_NamesFieldAndLineOfEach()
    {
        using var folder = new ContractFolder();
        folder.Write(
            "t.xml", "<R xmlns='urn:t' xmlns:uhit='urn:uhit:template'><P>{period.start}</P><L uhit:each='line'>"
                + "<T uhit:occurs='1'>{authorization.title}</T></L></R>");
        folder.Write(
            MappedContract.FileName, "{ \"id\": \"t\", \"messages\": { \"request\": { \"action\": \"a\", \"template\": \"t.xml\", "
                + "\"answer\": { \"empty\": 202 } } } }");
        var format = MappedContract.Load(folder.Path).WireFormat;
        var inquiry = TemplateFixture.Request(2).Inquiry;
        var titled = inquiry with
        {
            Lines = [.. inquiry.Lines.Select(line => line with { Authorization = line.Authorization with { Title = "Owner" } })],
        };
        var shifted =
            titled with
            {
                Lines =
                [
                    titled.Lines[0],
                    titled.Lines[1] with { Period = new UsagePeriod(new DateOnly(2025, 2, 1), new DateOnly(2025, 3, 1)) },
                ],
            };

        Assert.Equal(
            [
                ("Lines[0].Authorization.Title", 1, InquiryErrorCode.MissingField),
                ("Lines[1].Authorization.Title", 2, InquiryErrorCode.MissingField),
            ],
            format.CheckInquiry(inquiry).Select(error => (error.Field, error.LineNumber ?? 0, error.Code)));
        Assert.Empty(format.CheckInquiry(titled));
        Assert.Equal("Lines[1].Period.Start", Assert.Single(format.CheckInquiry(shifted)).Field);
    }

    // What is checked before the send has numbers of its own: they are of the form of real ones,
    // and what they are says nothing of the inquiry.
    [Theory]
    [InlineData("<I>{requestId:guid}</I>")]
    [InlineData("<I>urn:uuid:{messageId:guid}</I>")]
    [InlineData("<I uhit:codes='own'>{authenticationId}</I>")]
    public async Task Submit_NumbersHaveAFormOfTheirOwn_IsSent(string number)
    {
        using var folder = new ContractFolder();
        folder.Write("t.xml", $"<R xmlns='urn:t' xmlns:uhit='urn:uhit:template'>{number}<L uhit:each='line'>{{esiId}}</L></R>");
        folder.Write(
            MappedContract.FileName,
            """{ "id": "t", "codes": { "own": { "A": "123456789", "*": "1" } }, "messages": { "request": { "action": "a", "template": "t.xml", "answer": { "empty": 202 } } } }""");
        var harness = new ClientHarness(format: MappedContract.Load(folder.Path).WireFormat);

        var result = await harness.Client.SubmitAsync(harness.Inquiry().Build(), TestContext.Current.CancellationToken);

        Assert.Equal(SubmitOutcome.Accepted, result.Outcome);
        Assert.Single(harness.Sender.Sent);
    }

    [Fact]
    public void NoData_ByAWord_IsWrittenAndReadBothWays()
    {
        var contract = Load(
            "{ \"each\": \"A\", \"esiId\": \"@e\", \"noData\": { \"when\": { \"path\": \"Word\", \"is\": \"NONE\" }, \"code\": { "
            + "\"const\": \"NoData\" } }, "
            + "\"bills\": { \"each\": \"B\", \"startDate\": \"@f\", \"endDate\": { \"path\": \"@t\", \"inclusive\": true, \"format\": "
            + "\"MM/dd/yyyy\" }, \"usage\": \".\" } }");
        var exchange = new WireExchange(contract.WireFormat);
        var bill = new BillingPeriod { StartDate = new DateOnly(2025, 1, 1), EndDate = new DateOnly(2025, 2, 1), Usage = 5 };
        UsageHistory[] sent =
        [
            new UsageHistory
            {
                LineNumber = 0,
                EsiId = EsiId.Parse("1008901000000000000001"),
                NoData = new ReportedError { Code = "NoData", Description = "NoData" },
            },
            new UsageHistory { LineNumber = 0, EsiId = EsiId.Parse("1008901000000000000002"), BillingPeriods = [bill] },
        ];

        var envelope = exchange.Delivery(FixedMessages.Header(), null, new DeliveryPart(DeliveryId.Parse("D"), 1, 1), sent);
        var read = new List<UsageHistory>();
        exchange.ReadCallback(() => new MemoryStream(envelope), new RecordingSink { Usage = read.Add });

        Assert.Contains("01/31/2025", Encoding.UTF8.GetString(envelope), StringComparison.Ordinal);
        Assert.Equal(["NoData", null], read.Select(usage => usage.NoData?.Code));
        Assert.Equal([[], [bill]], read.Select(usage => usage.BillingPeriods));
    }

    [Fact]
    public void Path_WithoutAWayBack_IsToldOnTheSimulatorsSideOnly()
    {
        var contract = Load(
            "{ \"each\": \"A/*\", \"esiId\": \"@e\", \"bills\": { \"each\": \"B\", \"startDate\": \"@f\", \"endDate\": \"@t\", \"usage\": "
                + "\".\" } }");

        var problem = Assert.Single(contract.CheckSimulation());
        Assert.StartsWith("contract.json(", problem.ToString(), StringComparison.Ordinal);
        Assert.Throws<ContractException>(() =>
            new WireExchange(contract.WireFormat).Delivery(FixedMessages.Header(), null, FixedMessages.Part, Day(1)));
    }

    private static MappedContract Load(string usage) => ContractFolder.Load(
        "{ \"id\": \"t\", \"soap\": \"1.1\", \"namespaces\": { \"\": \"urn:t\" }, \"messages\": { \"delivery\": { \"action\": \"a\", "
        + "\"root\": \"D\", \"authenticationId\": \"@a\", \"requestId\": \"@r\", "
        + "\"answer\": { \"empty\": 200 }, \"usage\": " + usage + " } } }");

    // Over the hour that comes twice, and without a gap.
    private static UsageHistory Day(int line)
    {
        var autumn = FixedMessages.Autumn();
        return autumn with { LineNumber = line, EsiId = EsiId.Parse($"100890100000000000000{line}"), BillingPeriods = [] };
    }

    // Instants count: which offset says them is the contract's.
    private static string Text(UsageHistory usage) => DomainText.Of(usage with { IntervalSeries = [.. usage.IntervalSeries.Select(Utc)] });

    private static IntervalSeries Utc(IntervalSeries series)
    {
        var utc = new IntervalSeriesBuilder(series.MeterNumber, series.Channel, series.Unit, series.Interval);
        foreach (var reading in series)
        {
            utc.Add(reading.End.ToUniversalTime(), reading.Quantity, reading.ReadType);
        }

        return utc.Build();
    }
}
