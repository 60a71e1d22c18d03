using Uhit.Client.Receiving;
using Uhit.Client.Store;
using static Uhit.Client.Tests.Receiving.CallbackMessages;

namespace Uhit.Client.Tests.Receiving;

/// <summary>Each callback is counted once, by how it ended, with its operation and its bytes.</summary>
public sealed class CallbackOutcomeTests
{
    private static readonly RequestId Unknown = RequestId.Parse("R-unknown");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("stored", "Stored", UhitOperation.DeliverHistoricalUsage)]
    [InlineData("stored again", "Duplicate", UhitOperation.DeliverHistoricalUsage)]
    [InlineData("other content", "Conflict", UhitOperation.DeliverHistoricalUsage)]
    [InlineData("unknown inquiry", "Unmatched", UhitOperation.NotifyValidation)]
    [InlineData("unknown inquiry, no room", "RoomFull", UhitOperation.NotifyValidation)]
    [InlineData("another's AuthenticationId", "Refused", UhitOperation.NotifyValidation)]
    [InlineData("not translatable", "Unreadable", UhitOperation.DeliverHistoricalUsage)]
    [InlineData("not well-formed", "Malformed", null)]
    [InlineData("empty", "Malformed", null)]
    [InlineData("too large", "TooLarge", null)]
    [InlineData("store fails", "Failed", UhitOperation.DeliverHistoricalUsage)]
    [InlineData("waits too long", "Failed", UhitOperation.DeliverHistoricalUsage)]
    [InlineData("broken off", "BrokenOff", null)]
    public async Task Handle_EachEnding_IsCountedOnceAsWhatItWas(string ending, string outcome, UhitOperation? operation)
    {
        var store = new GatedStore
        {
            FailsAt = ending is "store fails" or "waits too long" ? "AppendUsageAsync" : null,
            Failure = ending == "waits too long" ? new BodyException(BodyProblem.WaitedTooLong) : null,
        };
        using var fixture = await ReceiverFixture.CreateAsync(
            store, maxBodyBytes: ending == "too large" ? 100 : 1024 * 1024,
            unmatched: ending == "unknown inquiry, no room" ? new RoomQuota(1, 1) : null);
        if (ending is "stored again" or "other content")
        {
            await fixture.SendAsync(Delivery(Header("D-1")));
        }

        using var measured = new OwnMeasurements();
        var body = ending switch
        {
            "other content" => Delivery(Header("D-1"), firstReading: 2m),
            "unknown inquiry" or "unknown inquiry, no room" => Validation(Header("V-1", Unknown)),
            "another's AuthenticationId" => Validation(Header("V-1", authenticationId: AuthenticationId.Parse("987654321"))),
            "not translatable" => Delivery(Header("D-1"), part: 2),
            "not well-formed" => Bytes("<a>"),
            "empty" or "broken off" => [],
            _ => Delivery(Header("D-1")),
        };
        var request = fixture.Request(
            "POST", contentType: "text/xml", body: ending == "broken off" ? new BrokenStream() : new MemoryStream(body));

        await fixture.Receiver.HandleAsync(request, Token);

        Assert.Equal(ending == "broken off" ? 1 : 0, fixture.Log.Collector.GetSnapshot().Count(record => record.Id.Id == 1210));
        var (_, tags) = Assert.Single(measured.Of(UhitTelemetry.ReceiveDuration));
        Assert.Equal(
            (ReceiverFixture.Client, outcome, operation?.ToString()),
            (tags[UhitTelemetry.ClientTag], tags[UhitTelemetry.OutcomeTag], tags[UhitTelemetry.OperationTag]));
        var (size, sameTags) = Assert.Single(measured.Of(UhitTelemetry.ReceiveSize));
        Assert.Equal(body.Length, (int)size);
        Assert.Equal(tags, sameTags);

        // A trace has no tag without a value.
        var (_, traced) = Assert.Single(measured.Of(UhitTelemetry.ReceiveActivity));
        Assert.Equal(tags.Where(tag => tag.Value is not null).ToDictionary(), traced);
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<int>(new IOException("gone"));
    }
}
