using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Uhit.Client.Certificates;
using Uhit.Client.Events;
using Uhit.Client.Events.Dispatching;
using Uhit.Client.Inquiries;
using Uhit.Client.Receiving;
using Uhit.Client.Receiving.Adoption;
using Uhit.Client.Reliability.Disk;
using Uhit.Client.Reliability.Points;
using Uhit.Client.Reliability.Polls;
using Uhit.Client.Reliability.Probing;
using Uhit.Client.Reliability.Processes;
using Uhit.Client.Reliability.Sends;
using Uhit.Client.Reliability.Stores;
using Uhit.Client.Reliability.Traffic;
using Uhit.Client.Store;
using Uhit.Client.Testing;

namespace Uhit.Client.Reliability.Hosting;

/// <summary>The client of every child, registered as a user would.</summary>
internal static class HostServices
{
    public const string ClientName = "Test";
    public const string AuthenticationId = "123456789";
    public const string PlainHandlerName = "plain";
    public const string TransactionalHandlerName = "transactional";

    public static void Add(IServiceCollection services, ParentLine parent)
    {
        var settings = parent.Settings;
        services.AddLogging(logging => logging.AddProvider(ErrorLog.Instance));
        services.AddSingleton(parent);
        services.AddSingleton(new PlainEffects(settings.Folder));
        services.AddSingleton<TimeProvider>(new ShiftedTime(settings.ClockAhead));
        var disk = settings.Point == KillPoint.InCompletion && settings.Store.Kind == StoreKind.Sqlite
            ? new DiskVfs(KillAt.Change(int.MaxValue))
            : null;
        var trap = new PointTrap(settings.Point, parent, disk);
        services.AddSingleton(trap);
        services.AddSingleton<HandlerPause>();
        var client = services.AddUhitClient(ClientName, options => Configure(options, settings))
            .UseStore(provider =>
                Probe(settings.Store.Create(provider.GetRequiredService<TimeProvider>(), disk, settings.IdleInTransaction), parent, trap))
            .AddHandler<PlainHandler>(PlainHandlerName)
            .AddHandler<TransactionalHandler>(TransactionalHandlerName);
        if (settings.Naming != CallbackNaming.RequestId)
        {
            client.UseWireFormat(UnnamedWireFormat.Create(settings.Naming));
        }

        if (settings.Polls is { } scope)
        {
            client.UseWireFormat(PolledWireFormat.Create(scope));
        }

        services.AddKeyedSingleton(ClientName, (provider, _) => Dispatcher(provider, settings));
    }

    private static readonly TimeSpan LongestCommit = TimeSpan.FromSeconds(5);

    /// <summary>The settings of the client.</summary>
    public static void Configure(UhitClientOptions options, HostSettings settings)
    {
        var root = Path.Combine(settings.Folder, "ca.pem");
        options.Environment = UhitEnvironment.Test;
        options.AuthenticationId = AuthenticationId;
        options.Endpoint = settings.Endpoint;
        options.Certificate = ClientCertificateOptions.FromFile(Path.Combine(settings.Folder, "third-party.pem"));
        options.ServerTrust.RootFiles.Add(root);
        var peer = new PeerOptions { Name = "CNP", DistinguishedName = ThrowawayCertificates.DefaultCnpName };
        peer.RootFiles.Add(root);
        options.Peers.Add(peer);
        options.Polling.Interval = TimeSpan.FromMilliseconds(20);
        options.Polling.MaxBackOff = TimeSpan.FromMilliseconds(200);
        options.Connection.RetryDelay = TimeSpan.FromMilliseconds(50);
    }

    // As the library makes it, but for times: what a killed process had claimed must come again soon,
    // and nobody gives up because the server was away.
    private static CallbackDispatcher Dispatcher(IServiceProvider provider, HostSettings settings) => new(
        new DispatcherSettings
        {
            Client = ClientName,
            Callback = new()
            {
                Lease = settings.Lease,
                CommitTimeout = settings.Lease / 3 < LongestCommit ? settings.Lease / 3 : LongestCommit,
                PollInterval = TimeSpan.FromMilliseconds(200),
            },
            RetryDelays = [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(200), 1000)],
        },
        provider.GetRequiredKeyedService<IUhitStore>(ClientName),
        new HandlerSet(
            provider.GetKeyedServices<HandlerRegistration>(ClientName),
            provider.GetRequiredService<IServiceScopeFactory>()),
        new ErcotHolidayCalendar(),
        provider.GetRequiredKeyedService<DispatchSignal>(ClientName),
        provider.GetRequiredService<TimeProvider>(),
        ErrorLog.Instance,
        settings.Break == BrokenPromise.NeverAdopts ? [] : [Adoption(provider)]);

    private static AdoptionChore Adoption(IServiceProvider provider) =>
        new(provider.GetRequiredKeyedService<MessageAdoption>(ClientName), provider.GetRequiredKeyedService<ReceivingServices>(ClientName));

    // A store that is not looked into is the store itself.
    private static IUhitStore Probe(IUhitStore store, ParentLine parent, PointTrap trap)
    {
        if (trap.Point != KillPoint.None)
        {
            store = ProbedStore<IUhitStore>.Around(store, trap.OnCallAsync);
        }

        if (parent.Settings.Sends)
        {
            store = ProbedStore<IUhitStore>.Around(store, new SendTrap(parent.Settings.SendPoint, parent).OnCallAsync);
        }

        if (parent.Settings.PollPoint != PollPoint.None)
        {
            store = ProbedStore<IUhitStore>.Around(store, new PollTrap(parent.Settings.PollPoint, parent.Settings.PollTime).OnCallAsync);
        }

        store = BrokenStore.Around(AdoptionTrap.Around(store, parent.Settings.AdoptionPoint), parent.Settings);
        return parent.Settings is { TellsFinished: false, TellsCompletions: false }
            ? store
            : ProbedStore<IUhitStore>.Around(store, new Teller(parent).OnCallAsync);
    }
}
