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
