using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Uhit.Client.Certificates;
using Uhit.Client.Events;
using Uhit.Client.Events.Dispatching;
using Uhit.Client.Http;
using Uhit.Client.Inbox.Retention;
using Uhit.Client.Inquiries;
using Uhit.Client.Receiving;
using Uhit.Client.Receiving.Adoption;
using Uhit.Client.Sending;
using Uhit.Client.Sending.Polling;
using Uhit.Client.Store;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Registration;

/// <summary>The services of one named client, keyed by its name.</summary>
internal static class ClientServices
{
    public static void Add(IServiceCollection services, string name)
    {
        services.TryAddKeyedSingleton(name, (provider, _) => FormatOf(provider, name));
        services.TryAddKeyedSingleton<ICertificateSource>(name, (provider, _) => CertificateSource(provider, name));
        services.TryAddKeyedSingleton<IUhitStore>(name, (_, _) => throw new UhitConfigurationException(
            $"The client \"{name}\" has no store. Add one: services.AddUhitClient(\"{name}\").UseSqlite(\"uhit.db\"), with the package "
                + "Uhit.Client.Sqlite."));
        AddSending(services, name);
        AddCallbacks(services, name);
        AddRooms(services, name);
    }

    public static UhitClientOptions OptionsOf(IServiceProvider provider, string name)
    {
        try
        {
            return provider.GetRequiredService<IOptionsMonitor<UhitClientOptions>>().Get(name);
        }
        catch (OptionsValidationException exception)
        {
            throw new UhitConfigurationException(string.Join(Environment.NewLine, exception.Failures), exception);
        }
    }

    private static UhitWireFormat FormatOf(IServiceProvider provider, string name) =>
        OptionsOf(provider, name).ContractFolder is { Length: > 0 } folder
            ? SecretSettings.Bind(provider, name, SimulatedWireFormat.Load(folder))
            : ReferenceWireFormat.Instance;

    private static void AddSending(IServiceCollection services, string name)
    {
        services.AddKeyedSingleton(name, (provider, _) => IdentityOf(provider, name));
        services.AddKeyedSingleton(name, (provider, _) => new InquirySnapshotReader(
            Keyed<ClientIdentity>(provider, name), Keyed<IUhitStore>(provider, name), Calendar(provider, name),
            Time(provider)));
        services.AddKeyedSingleton(
            name, (provider, _) => new StoreOpener(Keyed<ClientIdentity>(provider, name), Keyed<IUhitStore>(provider, name)));
        services.AddKeyedSingleton(name, (provider, _) => TransportOf(provider, name));
        services.AddKeyedSingleton(name, (provider, _) => new ConnectionGate(
            EndpointOf(provider, name),
            Keyed<UhitTransport>(provider, name),
            Keyed<ICertificateSource>(provider, name),
            OptionsOf(provider, name).CheckConnectionFirst));
        services.AddKeyedSingleton<IInquirySender>(name, (provider, _) => SenderOf(provider, name));
        services.AddKeyedSingleton(name, (provider, _) => PollingServiceOf(provider, name));
        services.AddKeyedSingleton(name, (provider, _) => PollerOf(provider, name));
        services.AddKeyedSingleton<IUsageHistoryClient>(name, (provider, _) => ClientOf(provider, name));
    }

    private static void AddCallbacks(IServiceCollection services, string name)
    {
        services.AddKeyedSingleton<DispatchSignal>(name);
        services.AddKeyedSingleton(name, (provider, _) => PeersOf(provider, name));
        services.TryAddKeyedSingleton(name, (provider, _) => ServerCertificateOf(provider, name));
        services.AddKeyedSingleton(name, (provider, _) => new CallbackReceiver(
            ReceiverSettingsOf(provider, name, isPeerNeeded: true),
            Keyed<IUhitStore>(provider, name),
            Calendar(provider, name),
            Keyed<DispatchSignal>(provider, name),
            Time(provider),
            Logger<CallbackReceiver>(provider)));
        services.AddKeyedSingleton(name, (provider, _) => DispatcherOf(provider, name));
    }

    private static void AddRooms(IServiceCollection services, string name)
    {
        // Reads what is stored: who may call does not matter here, and need not be configured.
        services.AddKeyedSingleton(name, (provider, _) => new ReceivingServices(
            ReceiverSettingsOf(provider, name, isPeerNeeded: false),
            Keyed<IUhitStore>(provider, name),
            Calendar(provider, name),
            Keyed<DispatchSignal>(provider, name),
            Time(provider),
            Logger<IUsageHistoryInbox>(provider)));
        services.AddKeyedSingleton(name, (provider, _) => new MessageAdoption(Keyed<ReceivingServices>(provider, name)));
        services.AddKeyedSingleton(name, (provider, _) => new PayloadPurger(
            name, Keyed<IUhitStore>(provider, name), Time(provider), Logger<IUsageHistoryInbox>(provider)));
        services.AddKeyedSingleton(name, (provider, _) => new HandlerSet(
            provider.GetKeyedServices<HandlerRegistration>(name), provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddKeyedSingleton<IUsageHistoryInbox>(name, (provider, _) => new UsageHistoryInbox(
            Keyed<StoreOpener>(provider, name),
            Keyed<ReceivingServices>(provider, name),
            Keyed<MessageAdoption>(provider, name),
            Keyed<PayloadPurger>(provider, name),
            OptionsOf(provider, name).Retention,
            Keyed<HandlerSet>(provider, name)));
    }

    private static UsageHistoryClient ClientOf(IServiceProvider provider, string name)
    {
        var options = OptionsOf(provider, name);
        var identity = Keyed<ClientIdentity>(provider, name);
        var store = Keyed<IUhitStore>(provider, name);
        var snapshots = Keyed<InquirySnapshotReader>(provider, name);
        var rules = new InquiryRules
        {
            IsRetailElectricProvider = options.IsRetailElectricProvider,
            MaxLines = options.MaxLines,
            RequireTerritory = options.RequireTerritory,
            AllowUnlikelyEsiIds = options.AllowUnlikelyEsiIds,
        };
        if (options.TerritoryPrefixes.Count > 0)
        {
            rules = rules with { TerritoryPrefixes = [.. options.TerritoryPrefixes] };
        }

        var submission = new InquirySubmission(
            identity,
            store,
            () => Keyed<IInquirySender>(provider, name),
            SendPipeline.Build(options.Connection, Time(provider)),
            Calendar(provider, name),
            snapshots,
            options.Connection,
            Logger<UsageHistoryClient>(provider),
            Time(provider),
            Keyed<MessageAdoption>(provider, name).AfterAsync,
            Keyed<UhitWireFormat>(provider, name).CarriesOurNumbers);
        return new UsageHistoryClient(
            identity,
            new SplitSubmission(
                identity, new InquiryValidator(rules, Time(provider)), Keyed<UhitWireFormat>(provider, name), options.SplitInquiries,
                Keyed<StoreOpener>(provider, name), submission),
            submission,
            snapshots,
            new InquiryUsageReader(identity, store),
            new InquiryImport(identity, store, Calendar(provider, name), snapshots, Keyed<MessageAdoption>(provider, name), Time(provider)),
            Keyed<UsagePoller>(provider, name),
            token => CheckConnectionAsync(provider, name, token),
            Keyed<StoreOpener>(provider, name),
            Keyed<DispatchSignal>(provider, name),
            Time(provider));
    }

    // Where data are fetched elsewhere, that way is checked too.
    private static async Task<ConnectionReport> CheckConnectionAsync(
        IServiceProvider provider, string name, CancellationToken cancellationToken)
    {
        var inquiry = await Keyed<ConnectionGate>(provider, name).CheckAsync(cancellationToken).ConfigureAwait(false);
        if (Keyed<UhitWireFormat>(provider, name).Polling is null || OptionsOf(provider, name).Polling.Endpoint is null)
        {
            return inquiry;
        }

        var fetching = await Keyed<PollingService>(provider, name).Gate.CheckAsync(cancellationToken).ConfigureAwait(false);
        return inquiry with { Steps = [.. inquiry.Steps, .. fetching.Steps.Select(step => step with { Name = "Fetching: " + step.Name })] };
    }

    private static PollingService PollingServiceOf(IServiceProvider provider, string name)
    {
        var options = OptionsOf(provider, name);
        var transport = Keyed<UhitTransport>(provider, name);
        var endpoint = options.Polling.Endpoint ?? EndpointOf(provider, name);
        return new PollingService(
            endpoint, Keyed<UhitWireFormat>(provider, name), transport,
            new ConnectionGate(endpoint, transport, Keyed<ICertificateSource>(provider, name), options.CheckConnectionFirst));
    }

    private static InquirySender SenderOf(IServiceProvider provider, string name)
    {
        SecretSettings.Require(provider, name);
        var format = Keyed<UhitWireFormat>(provider, name);
        return new InquirySender(
            EndpointOf(provider, name),
            format,
            Keyed<UhitTransport>(provider, name),
            Keyed<ConnectionGate>(provider, name),
            new SoapHeaders(format, OptionsOf(provider, name).UnderstoodHeaders),
            SecretSettings.Of(provider, name),
            Keyed<ReceivingServices>(provider, name));
    }

    private static UsagePoller PollerOf(IServiceProvider provider, string name)
    {
        var polling = Keyed<UhitWireFormat>(provider, name).Polling;
        return new UsagePoller(
            Keyed<ClientIdentity>(provider, name),
            OptionsOf(provider, name).Polling,
            polling,
            Keyed<IUhitStore>(provider, name),
            new Lazy<InquiryPoll>(() => PollOf(provider, name, polling!), LazyThreadSafetyMode.PublicationOnly),
            Keyed<StoreOpener>(provider, name),
            Time(provider),
            Logger<UsagePoller>(provider));
    }

    private static InquiryPoll PollOf(IServiceProvider provider, string name, WirePolling polling)
    {
        SecretSettings.Require(provider, name);
        var format = Keyed<UhitWireFormat>(provider, name);
        var options = OptionsOf(provider, name);
        var receiving = Keyed<ReceivingServices>(provider, name);
        var headers = new SoapHeaders(format, options.UnderstoodHeaders);
        var answers = new InquiryAnswerReader(format, headers, SecretSettings.Of(provider, name), Time(provider));
        var fetcher = new UsageFetcher(
            Keyed<ClientIdentity>(provider, name), format, Keyed<PollingService>(provider, name).Caller, answers, receiving,
            options.Polling);
        return new InquiryPoll(
            Keyed<ClientIdentity>(provider, name), polling, fetcher, Keyed<IUhitStore>(provider, name), Time(provider),
            Logger<UsagePoller>(provider));
    }

    private static ClientIdentity IdentityOf(IServiceProvider provider, string name)
    {
        var options = OptionsOf(provider, name);
        return new ClientIdentity(
            name,
            options.Environment,
            AuthenticationIdOf(options),
            Keyed<UhitWireFormat>(provider, name).Id,
            options.ReplacesAuthenticationId is { } old ? AuthenticationIdOf(options, old) : null);
    }

    private static ReceiverSettings ReceiverSettingsOf(IServiceProvider provider, string name, bool isPeerNeeded)
    {
        var options = OptionsOf(provider, name);
        if (isPeerNeeded && options.Peers.Count == 0)
        {
            throw new UhitConfigurationException(
                $"{UhitClientOptions.SectionName}:{name}:Peers is empty, so nobody may call the receiver: name CNP there by RootFiles and "
                    + "DistinguishedName, or by PinnedKeys.");
        }

        return new ReceiverSettings
        {
            Client = name,
            Environment = options.Environment,
            AuthenticationId = AuthenticationIdOf(options),
            WireFormat = Keyed<UhitWireFormat>(provider, name),
            Peers = isPeerNeeded ? Keyed<PeerPolicy>(provider, name) : new PeerPolicy([]),
            UnderstoodHeaders = [.. options.UnderstoodHeaders],
            Callback = options.Callback,
        };
    }

    private static PeerPolicy PeersOf(IServiceProvider provider, string name)
    {
        var peers = CertificateSettings.Read(
            name, nameof(UhitClientOptions.Peers), () => new PeerPolicy(OptionsOf(provider, name).Peers, Time(provider)));
        peers.WarnOfNames(Logger<PeerPolicy>(provider), name);
        return peers;
    }

    private static CallbackDispatcher DispatcherOf(IServiceProvider provider, string name)
    {
        var options = OptionsOf(provider, name);
        var dispatch = DispatcherSettings.Of(name, options);
        var handlers = Keyed<HandlerSet>(provider, name);
        var logger = Logger<CallbackDispatcher>(provider);
        return new CallbackDispatcher(
            dispatch,
            Keyed<IUhitStore>(provider, name),
            handlers,
            Calendar(provider, name),
            Keyed<DispatchSignal>(provider, name),
            Time(provider),
            logger,
            [
                new AdoptionChore(Keyed<MessageAdoption>(provider, name), Keyed<ReceivingServices>(provider, name)),
                new RetentionChore(dispatch, options.Retention, Keyed<PayloadPurger>(provider, name), handlers, logger),
                Keyed<ReceivingServices>(provider, name).Rooms,
            ]);
    }

    private static UhitTransport TransportOf(IServiceProvider provider, string name)
    {
        var options = OptionsOf(provider, name);
        return new UhitTransport(
            options.Connection,
            Keyed<ICertificateSource>(provider, name),
            CertificateSettings.Read(
                name, nameof(UhitClientOptions.ServerTrust), () => new ServerTrustEvaluator(options.ServerTrust, Time(provider))),
            Time(provider));
    }

    private static ConfiguredCertificateSource CertificateSource(IServiceProvider provider, string name) => CertificateSettings.Read(
        name,
        nameof(UhitClientOptions.Certificate),
        () => new ConfiguredCertificateSource(
            OptionsOf(provider, name).Certificate, Time(provider), Logger<ConfiguredCertificateSource>(provider)));

    private static CallbackServerCertificate ServerCertificateOf(IServiceProvider provider, string name)
    {
        var options = OptionsOf(provider, name).Callback.ServerCertificate;
        return new CallbackServerCertificate(options is { PfxFile: null, PemFile: null, Thumbprint: null, SubjectDistinguishedName: null }
            ? Keyed<ICertificateSource>(provider, name)
            : CertificateSettings.Read(
                name,
                "Callback:ServerCertificate",
                () => new ConfiguredCertificateSource(options, Time(provider), Logger<CallbackServerCertificate>(provider))));
    }

    // A REP may write its DUNS number with dashes; over the wire it goes without.
    private static AuthenticationId AuthenticationIdOf(UhitClientOptions options) => AuthenticationIdOf(options, options.AuthenticationId!);

    private static AuthenticationId AuthenticationIdOf(UhitClientOptions options, string text) =>
        options.IsRetailElectricProvider && DunsNumber.TryParse(text, out var duns)
            ? duns.ToAuthenticationId()
            : AuthenticationId.Parse(text);

    private static Uri EndpointOf(IServiceProvider provider, string name) => OptionsOf(provider, name).Endpoint
        ?? throw new UhitConfigurationException(
            $"{UhitClientOptions.SectionName}:{name}:Endpoint is missing: write the https address of CNP's inquiry service.");

    private static ListedHolidayCalendar Calendar(IServiceProvider provider, string name) =>
        new ListedHolidayCalendar(OptionsOf(provider, name).Holidays);

    private static TimeProvider Time(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static ILogger Logger<T>(IServiceProvider provider) =>
        (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger<T>();

    private static T Keyed<T>(IServiceProvider provider, string name)
        where T : notnull => provider.GetRequiredKeyedService<T>(name);
}
