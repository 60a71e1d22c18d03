using Uhit.Client.Events;
using Uhit.Client.Inquiries;
using Uhit.Client.Tests.Inquiries;

namespace Uhit.Client.Tests.Events;

/// <summary>One row per kind of event: without it an event is stored and never handed out.</summary>
public sealed class EventTableTests
{
    private const StoredEventKind NewKind = (StoredEventKind)1000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Default_EveryNumberAndEveryEventType_HasOneRow()
    {
        var events = typeof(UhitEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(UhitEvent)));

        Assert.Equal(Enum.GetValues<StoredEventKind>(), EventTable.Default.Kinds.Select(kind => kind.Stored).Order());
        Assert.Equal(events.OrderBy(type => type.Name), EventTable.Default.Kinds.Select(kind => kind.Type).OrderBy(type => type.Name));
        Assert.All(EventTable.Default.Kinds, kind => Assert.Equal(kind.Stored.ToString(), kind.Type.Name));
    }

    [Fact]
    public void Create_EveryKind_IsOfItsTypeWithWhatAllHaveInCommon()
    {
        Assert.All(EventTable.Default.Kinds, kind =>
        {
            var stored = Stored(kind.Stored);
            var made = EventTable.Default.Create(stored, new HandlerProgress(2, isComplete: false, null), null!);

            Assert.IsType(kind.Type, made);
            Assert.Equal(
                (stored.Client, stored.Environment, stored.RequestId, stored.Key, stored.OccurredAt, 3, true),
                (made.Client, made.Environment, made.RequestId, made.Key, made.OccurredAt, made.Attempt, made.IsReplay));
        });
    }

    [Fact]
    public void Create_KindOfANewerVersion_SaysSo()
    {
        var exception = Assert.Throws<UhitStoreException>(() => EventTable.Default.Create(Stored(NewKind), null, null!));

        Assert.Contains("1000", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
    }

    // What CONTRIBUTING says about a new event: a type, a number and a row. Everything else is found by them.
    [Fact]
    public async Task Run_AKindThatIsAddedByARow_IsStoredHandedOutAndFinished()
    {
        var row = EventKind.Of(NewKind, (stored, _) => new Added
        {
            Client = stored.Client,
            Environment = stored.Environment,
            RequestId = stored.RequestId,
            Key = stored.Key,
            OccurredAt = stored.OccurredAt,
        });
        await using var fixture = new DispatcherFixture { Events = new EventTable([.. EventTable.Default.Kinds, row]) };
        var (one, all) = (new List<string>(), new List<string>());
        fixture.Handle<Added>("one", (usageEvent, _) => Note(one, usageEvent));
        fixture.Handle<UhitEvent>("all", (usageEvent, _) => Note(all, usageEvent));
        await fixture.AppendAsync("added:R-1", kind: NewKind);
        await fixture.AppendAsync("completed:R-1");

        await fixture.StartAsync();
        await fixture.AdvanceUntilAsync(async () => await fixture.WaitingAsync() == 0, TimeSpan.FromSeconds(1));

        Assert.Equal(["added:R-1"], one);
        Assert.Equal(["added:R-1", "completed:R-1"], all);

        static Task Note(List<string> keys, UhitEvent usageEvent)
        {
            keys.Add(usageEvent.Key);
            return Task.CompletedTask;
        }
    }

    internal static InquiryDue Due() => (InquiryDue)EventTable.Default.Create(Stored(StoredEventKind.InquiryDue), null, null!);

    private static StoredEvent Stored(StoredEventKind kind) => new()
    {
        Sequence = 1,
        Client = "Test",
        Environment = UhitEnvironment.Test,
        RequestId = RequestId.Parse("R-1"),
        Kind = kind,
        Key = "key",
        OccurredAt = InquirySamples.Now,
        Content = new StoredEventContent
        {
            Operation = UhitOperation.DeliverHistoricalUsage,
            Peer = "CNP",
            Header = Receiving.CallbackMessages.Header("D-1"),
            Acknowledgement = new Acknowledgement
            {
                RequestId = RequestId.Parse("R-1"),
                Status = AcknowledgementStatus.Accepted,
                ReceivedAt = InquirySamples.Now,
            },
            Validations = [],
            Part = new DeliveryPart(DeliveryId.Parse("D-1"), 1, 1),
            MaxBytes = 1,
        },
        Handlers = new Dictionary<string, HandlerProgress>(),
    };

    private sealed record Added : UhitEvent;
}
