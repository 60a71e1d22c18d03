using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Certificates;
using Uhit.Client.Events;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Receiving;
using Uhit.Client.Receiving.Adoption;
using Uhit.Client.Sending;
using Uhit.Client.Sending.Polling;
using Uhit.Client.Testing;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Sending;

/// <summary>The real client over the in-memory store, with a scripted sender in place of the network.</summary>
internal sealed class ClientHarness
{
    public const string Name = "Test";

    public ClientHarness(Action<UhitConnectionOptions>? configure = null, SimulatedWireFormat? format = null, bool splits = false)
    {
        var identity = new ClientIdentity(Name, UhitEnvironment.Test, AuthenticationId.Parse("123456789"), "reference-v1");
        var calendar = new ErcotHolidayCalendar();
        var options = new UhitConnectionOptions { RetryDelay = TimeSpan.FromSeconds(1), MaxRetryDelay = TimeSpan.FromSeconds(1) };
        configure?.Invoke(options);
        Sender = new ScriptedSender(Time);
        Calendar = calendar;
        Failing = new FailingStore(Store);
        var snapshots = new InquirySnapshotReader(identity, Store, calendar, Time);
        var receiver = new ReceiverSettings
        {
            Client = Name,
            Environment = UhitEnvironment.Test,
            AuthenticationId = identity.AuthenticationId,
            WireFormat = ReferenceWireFormat.Instance,
            Peers = new PeerPolicy([]),
        };
        var adoption = new MessageAdoption(new ReceivingServices(receiver, Store, Calendar, Signal, Time, NullLogger.Instance));
        var opener = new StoreOpener(identity, Store);
        var submission = new InquirySubmission(
            identity, Failing, () => NotMade is { } failure ? throw failure : Sender, SendPipeline.Build(options, Time), Calendar,
            snapshots, options, NullLogger.Instance, Time, id =>
            {
                Learnt.Add(id);
                return Task.CompletedTask;
            },
            isNumbered: (format ?? ReferenceWireFormat.Instance).CarriesOurNumbers);
        Client = new UsageHistoryClient(
            identity,
            new SplitSubmission(
                identity, new InquiryValidator(new InquiryRules(), Time), format ?? ReferenceWireFormat.Instance, splits, opener,
                submission),
            submission,
            snapshots,
            new InquiryUsageReader(identity, Store),
            new InquiryImport(identity, Store, Calendar, snapshots, adoption, Time),
            new UsagePoller(identity, new UhitPollingOptions(), polling: null, Store, poll: null!, opener, Time, NullLogger.Instance),
            _ => Task.FromResult(new ConnectionReport
            {
                Endpoint = new Uri("https://cnp.example"),
                CheckedAt = Time.GetUtcNow(),
                Steps = [],
            }),
            opener,
            Signal,
            Time);
    }

    public DispatchSignal Signal { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));

    public InMemoryUhitStore Store { get; } = new();

    /// <summary>The same store, as what submits sees it.</summary>
    public FailingStore Failing { get; }

    public ScriptedSender Sender { get; }

    /// <summary>Why what sends can't be made.</summary>
    public UhitConfigurationException? NotMade { get; set; }

    /// <summary>The inquiries of which CNP's number was learnt.</summary>
    public List<RequestId> Learnt { get; } = [];

    public IBusinessCalendar Calendar { get; }

    public IUsageHistoryClient Client { get; }

    public InquiryBuilder Inquiry() => new InquiryBuilder(Time).AddLines(1);

    /// <summary>Lets time pass until a task has ended: retries wait on the fake clock.</summary>
    public async Task<T> RunAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await task;
    }

    public Task ApplyAsync(RequestId id, InquiryFact fact) =>
        Store.Inquiries.ChangeAsync(
            Name, id, record => record.Apply(fact, Time.GetUtcNow(), Calendar), TestContext.Current.CancellationToken);
}
