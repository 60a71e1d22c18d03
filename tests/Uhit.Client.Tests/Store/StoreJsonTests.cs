using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Store;

namespace Uhit.Client.Tests.Store;

public sealed class StoreJsonTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 1, 1, 15, 0, TimeSpan.FromHours(-5));
    private static readonly EsiId Esi = EsiId.Parse("1008901000000000000017");
    private static readonly MessageOrder Order = new(At, "M-1");

    [Fact]
    public void Read_AnInquiry_IsTheOneThatWasWritten()
    {
        var inquiry = new UsageHistoryInquiry
        {
            ClientReference = "ref",
            Lines =
            [
                new InquiryLine
                {
                    EsiId = Esi,
                    ServiceAddress = new ServiceAddress { Line1 = "1 Main", City = "Houston", State = "TX", PostalCode = "77001" },
                    RequestedUsage = RequestedUsage.BillingAndInterval,
                    Period = new UsagePeriod(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)),
                    Authorization = new CustomerAuthorization
                    {
                        CustomerName = "N",
                        AuthorizedBy = "B",
                        Telephone = "7130000000",
                        Email = "a@example.com",
                        AuthorizedOn = new DateOnly(2025, 1, 2),
                        Obtained = true,
                        ExpiresOn = new DateOnly(2026, 1, 2),
                    },
                },
            ],
        };

        var read = StoreJson.ReadInquiry(StoreJson.Write(inquiry));

        Assert.Equal("ref", read.ClientReference);
        Assert.Equal(inquiry.Lines[0], Assert.Single(read.Lines));
    }

    [Fact]
    public void Read_ALedger_IsTheOneThatWasWritten()
    {
        var ledger = Ledger();

        var read = StoreJson.ReadLedger(StoreJson.Write(ledger));

        Assert.Equal(Text(ledger), Text(read));
        Assert.Equal(ledger.Sends, read.Sends);
        Assert.Equal(TimeSpan.FromHours(-5), read.Sends[1].StartedAt!.Value.Offset);
        Assert.True(read.Deliveries["D-1"].IsWhole);
        Assert.Equal(Esi, read.Deliveries["D-1"].Parts[1].Lines[0].EsiId);
        Assert.Equal(ValidationStatus.Validated, read.Validations[Esi.Value].Line.Status);
        Assert.Equal(TransactionId.Parse("T-1"), read.Transaction!.TransactionId);
        Assert.Equal("why", read.Abandoned!.Reason);
    }

    [Fact]
    public void Read_ALedger_ComparesKeysByOrdinalInEveryCulture()
    {
        var ledger = Ledger();
        ledger = ledger with { Deliveries = ledger.Deliveries.Add("d-1", ledger.Deliveries["D-1"]).Add("a", ledger.Deliveries["D-1"]) };
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("da-DK");
            Assert.Equal(["D-1", "a", "d-1"], StoreJson.ReadLedger(StoreJson.Write(ledger)).Deliveries.Keys);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Read_AnEvent_IsTheOneThatWasWritten()
    {
        var receipt = ReceiptId.Create(TimeProvider.System);
        var stored = new StoredEvent
        {
            Kind = StoredEventKind.UsageDelivered,
            Key = "k",
            OccurredAt = At,
            Receipt = receipt,
            Content = new StoredEventContent
            {
                Operation = UhitOperation.DeliverHistoricalUsage,
                Peer = "cnp",
                Header = new MessageHeader
                {
                    AuthenticationId = AuthenticationId.Parse("A"),
                    RequestId = RequestId.Parse("R"),
                    MessageId = MessageId.Parse("M"),
                    SentAt = At,
                },
                TransactionId = TransactionId.Parse("T"),
                Part = new DeliveryPart(DeliveryId.Parse("D"), 1, 2),
                UsageCount = 3,
            },
        };

        Assert.Equal(stored, StoreJson.ReadEvent(StoreJson.Write(stored)));
    }

    [Fact]
    public void Read_MembersThatAreNotKnown_AreSkipped()
    {
        var later = JsonNode.Parse(StoreJson.Write(Ledger()))!.AsObject();
        later["zz"] = new JsonObject { ["a"] = 1 };
        later["sends"]!["1"]!["zz"] = "x";

        Assert.Equal(Text(Ledger()), Text(StoreJson.ReadLedger(Encoding.UTF8.GetBytes(later.ToJsonString()))));
    }

    [Fact]
    public void Read_MembersThatAreAbsent_HaveTheirDefault()
    {
        var ledger = StoreJson.ReadLedger(Encoding.UTF8.GetBytes("{}"));
        var delivery = StoreJson.ReadLedger(Encoding.UTF8.GetBytes("""{"deliveries":{"D":{"partCount":1}}}""")).Deliveries["D"];
        var content = StoreJson.ReadContent(Encoding.UTF8.GetBytes("""
            {"acknowledgement":{"requestId":"R","receivedAt":"2026-01-01T00:00:00Z","status":1},
             "validations":[{"lineNumber":1,"esiId":"1008901000000000000017","status":"Validated"}]}
            """));

        Assert.Equal("""{"sends":{},"validations":{},"deliveries":{}}""", Text(ledger));
        Assert.Empty(delivery.Parts);
        Assert.Empty(content.Acknowledgement!.Errors);
        Assert.Empty(Assert.Single(content.Validations!).Reasons);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"authenticationId":"A","requestId":" "}""")]
    [InlineData("""{"requestId":"R"}""")]
    public void Read_WhatIsNotOurs_IsAStoreException(string text)
    {
        var exception = Assert.Throws<UhitStoreException>(() => StoreJson.ReadHeader(Encoding.UTF8.GetBytes(text)));

        Assert.False(exception.IsTransient);
    }

    [Fact]
    public void Read_AnEsiIdThatIsNone_IsNotRepeated()
    {
        var exception = Assert.Throws<UhitStoreException>(
            () =>
                StoreJson.ReadContent(Encoding.UTF8.GetBytes("""{"validations":[{"lineNumber":1,"esiId":"99SECRET99","status":"x"}]}""")));

        Assert.DoesNotContain("SECRET", exception.ToString(), StringComparison.Ordinal);
    }

    private static string Text(InquiryLedger ledger) => Encoding.UTF8.GetString(StoreJson.Write(ledger));

    private static InquiryLedger Ledger() => InquiryLedger.Empty
        .Apply(new SendStarted(1, At, MessageId.Parse("S-1")))
        .Apply(new SendEnded(1, true))
        .Apply(new Acknowledged(
            Order,
            new Acknowledgement
            {
                RequestId = RequestId.Parse("R"),
                TransactionId = TransactionId.Parse("T-1"),
                ReceivedAt = At,
                Status = AcknowledgementStatus.Accepted,
                Errors = [new ReportedError { Code = "A76", Description = "d", LineNumber = 2 }],
            },
            1))
        .Apply(new Validated(Order, null, [new LineValidation { LineNumber = 1, EsiId = Esi, Status = ValidationStatus.Validated }]))
        .Apply(new Delivered(
            Order, null, new DeliveryPart(DeliveryId.Parse("D-1"), 1, 1), [new DeliveredLine(Esi, RequestedUsage.Interval, null)]))
        .Apply(new Abandoned(At, "why"));
}
