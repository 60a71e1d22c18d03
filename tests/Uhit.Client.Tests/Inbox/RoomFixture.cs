using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Events;
using Uhit.Client.Inbox.Retention;
using Uhit.Client.Receiving;
using Uhit.Client.Receiving.Adoption;
using Uhit.Client.Store;
using Uhit.Client.Tests.Inquiries;
using Uhit.Client.Tests.Receiving;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Inbox;

/// <summary>A receiver, and the client with its rooms, over one store and one clock.</summary>
internal sealed class RoomFixture : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private RoomFixture(
        ReceiverFixture receiver, SimulatedWireFormat? format, Action<UhitClientOptions>? configure, Action<UhitClientBuilder>? build)
    {
        Receiver = receiver;
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddFakeLogging());
        services.AddSingleton<TimeProvider>(receiver.Time);
        var builder = services.AddUhitClient(ReceiverFixture.Client, options =>
        {
            options.Environment = UhitEnvironment.Test;
            options.AuthenticationId = CallbackMessages.ThirdParty.Value;
            configure?.Invoke(options);
        }).UseStore(_ => new Lent(receiver.Store));
        if (format is not null)
        {
            builder.UseWireFormat(format);
        }

        build?.Invoke(builder);

        _services = services.BuildServiceProvider();
    }

    public ReceiverFixture Receiver { get; }

    public IUhitStore Store => Receiver.Store;

    public FakeTimeProvider Time => Receiver.Time;

    public IUsageHistoryClient Client => _services.GetRequiredKeyedService<IUsageHistoryClient>(ReceiverFixture.Client);

    public IUsageHistoryInbox Inbox => _services.GetRequiredKeyedService<IUsageHistoryInbox>(ReceiverFixture.Client);

    public MessageAdoption Adoption => _services.GetRequiredKeyedService<MessageAdoption>(ReceiverFixture.Client);

    public ReceivingServices Receiving => _services.GetRequiredKeyedService<ReceivingServices>(ReceiverFixture.Client);

    public PayloadPurger Purger => _services.GetRequiredKeyedService<PayloadPurger>(ReceiverFixture.Client);

    public CallbackDispatcher Dispatcher => _services.GetRequiredKeyedService<CallbackDispatcher>(ReceiverFixture.Client);

    public FakeLogCollector Log => _services.GetFakeLogCollector();

    /// <summary>The inquiry that the receiver's messages are about.</summary>
    public static UsageHistoryInquiry Asked { get; } =
        InquirySamples.Inquiry([.. CallbackMessages.EsiIds.Select(esiId => InquirySamples.Line(esiId))]);

    /// <summary>When an inquiry that is imported was sent.</summary>
    public DateTimeOffset SentAt => Time.GetUtcNow().AddHours(-2);

    public Task<ImportResult> ImportAsync(
        UsageHistoryInquiry? inquiry = null, string requestId = "R-1", TransactionId? transactionId = null) =>
        Client.ImportInquiryAsync(
            inquiry ?? Asked, RequestId.Parse(requestId), SentAt, transactionId: transactionId,
            cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Makes them.</summary>
    /// <param name="withInquiry">Whether the inquiry is known from the start.</param>
    /// <param name="received">The format that the receiver has; another one than that of the rooms plays the time before a fix.</param>
    /// <param name="format">The format that the rooms have.</param>
    /// <param name="store">The store; in memory where there is none.</param>
    /// <param name="configure">More settings.</param>
    /// <param name="build">Adds handlers.</param>
    public static async Task<RoomFixture> CreateAsync(
        bool withInquiry = false,
        SimulatedWireFormat? received = null,
        SimulatedWireFormat? format = null,
        IUhitStore? store = null,
        Action<UhitClientOptions>? configure = null,
        Action<UhitClientBuilder>? build = null) =>
        new(
            await ReceiverFixture.CreateAsync(
                store,
                withInquiry,
                maxUnreadableBytes: 16 * 1024 * 1024,
                format: received,
                certificatesLast: true), format, configure, build);

    public async Task<List<InboxEntry>> ListAsync(InboxRoom room) =>
        await Inbox.ListAsync(room, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    /// <summary>Finishes the events that wait: of these kinds; of all, where none is named.</summary>
    public async Task FinishEventsAsync(params StoredEventKind[] kinds)
    {
        var token = TestContext.Current.CancellationToken;
        var claim = await Store.Dispatch.ClaimAsync(
            new DispatchClaimRequest
            {
                Owner = "test",
                Clients = [ReceiverFixture.Client],
                Kinds = kinds is [] ? Enum.GetValues<StoredEventKind>() : kinds,
                Now = Time.GetUtcNow(),
                Lease = TimeSpan.FromMinutes(1),
            },
            token);
        foreach (var stored in claim?.Events ?? [])
        {
            await Store.Dispatch.FinishAsync(claim!, stored.Sequence, token);
        }

        if (claim is not null)
        {
            await Store.Dispatch.ReleaseAsync(claim, null, token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Receiver.Dispose();
    }

    // The container would dispose what the test goes on with.
    private sealed class Lent(IUhitStore store) : IUhitStore
    {
        public IInquiryStore Inquiries => store.Inquiries;

        public ICallbackInbox Inbox => store.Inbox;

        public IDispatchStore Dispatch => store.Dispatch;

        public IMaintenanceStore Maintenance => store.Maintenance;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
