using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Uhit.Client.Certificates;
using Uhit.Client.Simulator;
using Uhit.Client.Store;
using Uhit.Client.Testing;
using Uhit.Client.Usage;

namespace Uhit.Client.EndToEnd.Tests.Harness;

/// <summary>Both sides of the exchange in one process, over real mutual TLS, with certificates
/// in files and a SQLite store on disk.</summary>
internal sealed class Exchange : IAsyncDisposable
{
    public const string ClientName = "Test";

    private readonly WebApplication _application;

    private Exchange(
        ExchangeSettings settings, string folder, ThrowawayCertificates certificates, Uri callbackUrl, UhitSimulator simulator,
        WebApplication application)
    {
        Settings = settings;
        Folder = folder;
        Certificates = certificates;
        CallbackUrl = callbackUrl;
        Simulator = simulator;
        _application = application;
    }

    public ExchangeSettings Settings { get; }

    public string Folder { get; }

    public ThrowawayCertificates Certificates { get; }

    public Uri CallbackUrl { get; }

    public UhitSimulator Simulator { get; }

    public IServiceProvider Services => _application.Services;

    public IUsageHistoryClient Client => Services.GetRequiredService<IUsageHistoryClient>();

    public IUhitStore Store => Services.GetRequiredKeyedService<IUhitStore>(ClientName);

    public RecordingHandler Recorded => Services.GetRequiredService<RecordingHandler>();

    public FakeLogCollector Logs => Services.GetRequiredService<FakeLogCollector>();

    public static async Task<Exchange> StartAsync(ExchangeSettings? settings = null)
    {
        settings ??= new ExchangeSettings();
        var folder = Directory.CreateTempSubdirectory("uhit-e2e-").FullName;
        var certificates = new ThrowawayCertificates();
        certificates.WriteTo(folder);
        var simulatorOptions = new UhitSimulatorOptions
        {
            // Not known yet: each side has the other's address.
            CallbackUrl = new Uri("https://127.0.0.1:9/uhit/callback"),
            Certificate = certificates.Cnp,
            WireFormat = settings.WireFormat,
            Scenario = settings.Scenario,
            RetryDelay = TimeSpan.FromMilliseconds(50),
            MaxRetryDelay = TimeSpan.FromMilliseconds(200),
        };
        foreach (var (name, value) in settings.SimulatorSecrets)
        {
            simulatorOptions.Secrets[name] = value;
        }

        simulatorOptions.TrustedClientRoots.Add(Public(certificates.Authority));
        simulatorOptions.TrustedServerRoots.Add(Public(certificates.Authority));
        var simulator = await UhitSimulator.StartAsync(simulatorOptions, TestContext.Current.CancellationToken);
        var application = await StartApplicationAsync(settings, folder, simulator.InquiryUrl);
        simulatorOptions.CallbackUrl = new Uri(new Uri(AddressOf(application)), "/uhit/callback");
        return new Exchange(settings, folder, certificates, simulatorOptions.CallbackUrl, simulator, application);
    }

    /// <summary>A year for the first ESI ID, which has both clock changes; a month for the others, which are there to be several,
    /// or for all where the contract has one period for all.</summary>
    public InquiryBuilder Inquiry(int lines)
    {
        var builder = new InquiryBuilder(TimeProvider.System);
        for (var number = 1; number <= lines; number++)
        {
            var isYear = number == 1 && (lines == 1 || !Settings.WireFormat.Shape.OnePeriod);
            builder.AddLine(
                InquiryBuilder.EsiIdOf(number),
                line => isYear ? line : line with { Period = new(line.Period.End.AddDays(-30), line.Period.End) });
        }

        return builder;
    }

    public Task<List<UsageHistory>> UsageOfAsync(RequestId id) =>
        Client.ReadUsageAsync(id, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken).AsTask();

    public Task<StoreStatistics> StatisticsAsync() =>
        Store.Maintenance.GetStatisticsAsync(ClientName, TestContext.Current.CancellationToken);

    /// <summary>An HTTP client that shows a certificate to our receiver.</summary>
    public HttpClient CallerWith(X509Certificate2? certificate) => Callers.Create(certificate, Certificates.Authority);

    public async ValueTask DisposeAsync()
    {
        await Simulator.DisposeAsync();
        await _application.StopAsync();
        await _application.DisposeAsync();
        Certificates.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<WebApplication> StartApplicationAsync(ExchangeSettings settings, string folder, Uri inquiryUrl)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddFakeLogging().SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton<RecordingHandler>();
        builder.Services.AddUhitClient(ClientName, options => Configure(options, settings, folder, inquiryUrl))
            .UseSqlite(Path.Combine(folder, "uhit.db"))
            .UseWireFormat(settings.WireFormat)
            .AddHandler<RecordingHandler>("recorder");
        settings.ConfigureServices?.Invoke(builder.Services, folder);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.ListenUhitCallbacks(IPAddress.Loopback, 0));
        var application = builder.Build();
        application.MapUhitCallbacks("/uhit/callback", ClientName);
        settings.ConfigureApplication?.Invoke(application);
        await application.StartAsync(TestContext.Current.CancellationToken);
        return application;
    }

    private static string AddressOf(WebApplication application) =>
        application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static void Configure(UhitClientOptions options, ExchangeSettings settings, string folder, Uri inquiryUrl)
    {
        options.Environment = UhitEnvironment.Test;
        options.AuthenticationId = "123456789";
        options.Endpoint = inquiryUrl;
        options.Certificate = ClientCertificateOptions.FromFile(Path.Combine(folder, "third-party.pem"));
        options.ServerTrust.RootFiles.Add(Path.Combine(folder, "ca.pem"));
        var peer = new PeerOptions { Name = "CNP", DistinguishedName = ThrowawayCertificates.DefaultCnpName };
        peer.RootFiles.Add(Path.Combine(folder, "ca.pem"));
        options.Peers.Add(peer);
        options.Connection.RetryDelay = TimeSpan.FromMilliseconds(50);
        settings.Configure?.Invoke(options);
    }

    private static X509Certificate2 Public(X509Certificate2 certificate) => X509CertificateLoader.LoadCertificate(certificate.RawData);
}
