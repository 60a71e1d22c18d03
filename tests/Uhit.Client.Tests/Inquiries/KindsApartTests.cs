using System.Text;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Receiving;
using Uhit.Client.Store;
using Uhit.Client.Tests.Wire.Mapping;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Inquiries;

/// <summary>Contracts that send bills in one message and intervals in another: a line is complete
/// when all that was asked for has come.</summary>
public sealed class KindsApartTests
{
    private const RequestedUsage Bills = RequestedUsage.Billing;
    private const RequestedUsage Intervals = RequestedUsage.Interval;
    private const RequestedUsage Both = RequestedUsage.BillingAndInterval;
    private const RequestedUsage None = RequestedUsage.None;

    // What came: the kinds that each message can hold, and what it held.
    public static TheoryData<RequestedUsage, string, LineState, RequestedUsage> Deliveries => new()
    {
        { Both, "", LineState.Waiting, None },
        { Both, "B:B", LineState.Waiting, Bills },
        { Both, "I:I", LineState.Waiting, Intervals },
        { Both, "B:B I:I", LineState.Delivered, Both },
        { Both, "I:I B:B", LineState.Delivered, Both },
        { Both, "B:B B:B", LineState.Waiting, Bills },
        { Bills, "B:B", LineState.Delivered, Bills },
        { Intervals, "I:I", LineState.Delivered, Intervals },
        { Bills, "I:I", LineState.Waiting, Intervals },
        { Both, "-:B", LineState.Delivered, Bills },
        { Both, "-:I", LineState.Delivered, Intervals },
        { Both, "-:-", LineState.NoData, None },
        { Both, "B:-", LineState.NoData, None },
        { Both, "B:B I:-", LineState.Delivered, Bills },
        { Both, "I:- B:B", LineState.Delivered, Bills },
        { Both, "B:B B:-", LineState.NoData, Bills },
        { Both, "B:B -:-", LineState.NoData, Bills },
        { Both, "-:B -:-", LineState.NoData, Bills },

        // Listed with nothing, and without a word why: it says nothing of the other kind.
        { Both, "B:0", LineState.Waiting, None },
        { Both, "B:0 I:I", LineState.Delivered, Intervals },
        { Both, "I:I B:0", LineState.Delivered, Intervals },
        { Both, "B:0 I:0", LineState.NoData, None },
        { Bills, "B:0", LineState.NoData, None },
    };

    [Theory]
    [MemberData(nameof(Deliveries))]
    public void Line_IsComplete_WhenAllThatWasAskedForHasCome(
        RequestedUsage asked, string deliveries, LineState state, RequestedUsage received)
    {
        var esiId = FactGenerators.Inquiry.Lines[0].EsiId;
        var inquiry = FactGenerators.Inquiry with { Lines = [FactGenerators.Inquiry.Lines[0] with { RequestedUsage = asked }] };
        var ledger = InquiryLedger.Empty;
        foreach (var (text, number) in deliveries.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select((text, number) => (text, number)))
        {
            var held = Of(text[2]);
            var line = new DeliveredLine(esiId, held, text[2] == '-' ? new ReportedError { Code = "X", Description = "none" } : null)
            {
                Kinds = Of(text[0]),
            };
            ledger = ledger.Apply(
                new Delivered(
                    new MessageOrder(FactGenerators.Noon.AddMinutes(number), $"m{number}"),
                    null,
                    new DeliveryPart(DeliveryId.Parse($"d{number}"), 1, 1),
                    [line]));
        }

        // As it is after it was stored.
        ledger = StoreJson.ReadLedger(StoreJson.Write(ledger));
        var snapshot = FactGenerators.Record(inquiry)
            .With(ledger, new ErcotHolidayCalendar())
            .SnapshotAt(FactGenerators.Noon, new ErcotHolidayCalendar());
        var only = Assert.Single(snapshot.Lines);
        Assert.Equal((state, received), (only.State, only.Received));
        Assert.Equal(state is LineState.Delivered or LineState.NoData, snapshot.IsComplete);
    }

    [Theory]
    [InlineData("[{bills}, {series}]", "B", Bills)]
    [InlineData("[{bills}, {series}]", "S", Intervals)]
    [InlineData("[{both}]", "B", None)]
    [InlineData("[{bills}]", "B", None)]
    [InlineData("[{series}, {both}]", "S", Intervals)]
    [InlineData("[{bills}, {bills}]", "B", None)]
    public void Kinds_OfAContract_AreThoseOfItsMessages(string deliveries, string kind, RequestedUsage kinds)
    {
        var number = 0;
        const string BillsPart = "\"bills\": { \"each\": \"t:B\", \"startDate\": \"@f\", \"endDate\": \"@t\", \"usage\": \"@v\" }";
        const string SeriesPart = "\"series\": { \"intervalMinutes\": { \"const\": 15 }, \"readings\": { \"each\": \"t:R\", \"end\": "
            + "\"@t\", \"quantity\": \"@v\", \"readType\": { \"const\": \"Actual\" } } }";
        string Form(string parts, string word) =>
            "{ \"root\": \"t:Data\", \"requestId\": \"@r\", \"when\": { \"path\": \"@k\", \"is\": \"" + word + (number++ == 0 || word == "S"
                ? string.Empty
                : "2") + "\" }, \"usage\": { \"each\": \"t:A\", \"esiId\": \"@id\", " + parts + " } }";
        foreach (var (name, parts, word) in new[]
        {
            ("{bills}", BillsPart, "B"),
            ("{series}", SeriesPart, "S"),
            ("{both}", BillsPart + ", " + SeriesPart, "B"),
        })
        {
            for (int at; (at = deliveries.IndexOf(name, StringComparison.Ordinal)) >= 0;)
            {
                deliveries = deliveries[..at] + Form(parts, word) + deliveries[(at + name.Length)..];
            }
        }

        var format = ContractFolder.Load(
            "{ \"id\": \"t\", \"namespaces\": { \"t\": \"urn:t\" }, \"messages\": { \"delivery\": " + deliveries + " } }").WireFormat;
        var content = kind == "B" ? "<B f=\"2025-01-01\" t=\"2025-02-01\" v=\"1\"/>" : "<R t=\"2025-07-01T00:15:00\" v=\"1\"/>";
        var envelope = Encoding.UTF8.GetBytes(
            "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><Data xmlns=\"urn:t\" r=\"R1\" k=\"" + kind
                + "\"><A id=\"10089010000000001\">" + content + "</A></Data></e:Body></e:Envelope>");
        var parsed = new CallbackReader(format, MessageLimits.Default).Read(
            () => new MemoryStream(envelope), RequestHead.OfStored(), static (_, _) => { }, static _ => { }, static _ => { });
        Assert.Equal(kinds, Assert.Single(parsed.Lines).Kinds);
    }

    private static RequestedUsage Of(char kind) => kind switch { 'B' => Bills, 'I' => Intervals, _ => None };
}
