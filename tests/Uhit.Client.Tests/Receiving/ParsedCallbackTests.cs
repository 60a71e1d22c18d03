using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Receiving;

namespace Uhit.Client.Tests.Receiving;

/// <summary>What follows from a callback for its inquiry is ordered by when CNP sent it, not by when it came.</summary>
public sealed class ParsedCallbackTests
{
    private static readonly DateTimeOffset Sent = new(2026, 6, 15, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Received = Sent.AddHours(3);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ToFact_Order_IsThatOfSendingWhereItIsSaid(bool isSaid)
    {
        var parsed = Parsed(isSaid, default);

        var fact = Assert.IsType<Acknowledged>(parsed.ToFact(Source(parsed)));

        Assert.Equal(new MessageOrder(isSaid ? Sent : Received, "A-1"), fact.Order);
        Assert.Equal("A-1", fact.Source!.Header.MessageId!.Value.Value);
    }

    // The deadline runs from it: without a time the inquiry would be due at once.
    [Theory]
    [InlineData(true, true, 1)]
    [InlineData(true, false, 0)]
    [InlineData(false, false, 3)]
    public void ToFact_AcknowledgementWithoutATime_HasThatOfItsMessage(bool isSentSaid, bool isReceivedSaid, int hours)
    {
        var parsed = Parsed(isSentSaid, isReceivedSaid ? Sent.AddHours(1) : default);

        var fact = Assert.IsType<Acknowledged>(parsed.ToFact(Source(parsed)));

        Assert.Equal(Sent.AddHours(hours), fact.Acknowledgement.ReceivedAt);
    }

    // CNP's number stands in the callback itself, or in the acknowledgement that it brings.
    [Theory]
    [InlineData("T-1", "T-2", "T-1")]
    [InlineData(null, "T-2", "T-2")]
    [InlineData(null, null, null)]
    public void ToAnswer_RepeatsWhatTheCallbackNames(string? own, string? acknowledged, string? repeated)
    {
        var parsed = Parsed(true, Received);
        parsed = parsed with
        {
            TransactionId = own is null ? null : TransactionId.Parse(own),
            Acknowledgement = parsed.Acknowledgement! with
            {
                TransactionId = acknowledged is null ? null : TransactionId.Parse(acknowledged),
            },
            Part = new DeliveryPart(DeliveryId.Parse("D-1"), 2, 3),
            CorrelationId = "C-1",
            Form = "short",
        };

        var answer = parsed.ToAnswer();

        Assert.Equal((parsed.Operation, parsed.Header, repeated), (answer.Operation, answer.Header, answer.TransactionId?.Value));
        Assert.Equal((parsed.Part, "C-1", "short"), (answer.Part, answer.CorrelationId, answer.Form));
    }

    // CNP's number or ours: what stands alone may be either. Of several it is not known which.
    [Theory]
    [InlineData("R-1", "R-1", "m:R-1 t:R-1")]
    [InlineData("R-1 T-2", null, "m:R-1 m:T-2 t:R-1 t:T-2")]
    [InlineData("", null, "")]
    public void SearchOf_Identifiers_LooksForAllThatTheyMayBe(string identifiers, string? requestId, string keys)
    {
        var search = CallbackCorrelation.SearchOf(identifiers.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((requestId, keys), (search.RequestId?.Value, string.Join(' ', search.Keys)));
    }

    private static ParsedCallback Parsed(bool isSentSaid, DateTimeOffset receivedAt) => new()
    {
        Operation = UhitOperation.NotifyAcknowledgement,
        Header = CallbackMessages.Header("A-1") with { SentAt = isSentSaid ? Sent : null },
        Digest = [],
        Acknowledgement = new()
        {
            RequestId = CallbackMessages.Asked,
            ReceivedAt = receivedAt,
            Status = AcknowledgementStatus.Accepted,
        },
    };

    private static FactSource Source(ParsedCallback parsed) => new()
    {
        Operation = parsed.Operation,
        Peer = "peer",
        Receipt = ReceiptId.Create(TimeProvider.System),
        ReceivedAt = Received,
        Header = parsed.Header,
        UsageCount = 0,
    };
}
