using Uhit.Client;
using Uhit.Client.Certificates;
using Uhit.Client.Simulator;
using Uhit.Client.Testing;
using Uhit.Client.Wire;

// The whole exchange in a program that was published trimmed: settings, store, one inquiry, its
// callbacks, a handler. Each step says that it worked.
const int Port = 19447;
var folder = Directory.CreateTempSubdirectory("uhit-trimmed-").FullName;
try
{
    using var certificates = new ThrowawayCertificates();
    certificates.WriteTo(folder);
    var options = new UhitSimulatorOptions
    {
        CallbackUrl = new Uri($"https://localhost:{Port}/uhit/callback"),
        Certificate = certificates.Cnp,
        WireFormat = SimulatedWireFormat.Reference,
    };
    options.TrustedClientRoots.Add(certificates.Authority);
    options.TrustedServerRoots.Add(certificates.Authority);
    await using var simulator = await UhitSimulator.StartAsync(options);
    Console.WriteLine("simulator: started");

    var builder = WebApplication.CreateSlimBuilder();
    builder.Logging.ClearProviders();
    builder.WebHost.UseKestrelHttpsConfiguration();
    builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Uhit:Test:Environment"] = "Test",
        ["Uhit:Test:AuthenticationId"] = "123456789",
        ["Uhit:Test:Endpoint"] = simulator.InquiryUrl.ToString(),
        ["Uhit:Test:Certificate:PemFile"] = Path.Combine(folder, "third-party.pem"),
        ["Uhit:Test:ServerTrust:RootFiles:0"] = Path.Combine(folder, "ca.pem"),
        ["Uhit:Test:Callback:PublicUrl"] = options.CallbackUrl.ToString(),
        ["Uhit:Test:Peers:0:Name"] = "CNP",
        ["Uhit:Test:Peers:0:RootFiles:0"] = Path.Combine(folder, "ca.pem"),
        ["Uhit:Test:Peers:0:DistinguishedName"] = "CN=cnp.throwaway.example,O=Throwaway CNP,C=US",
    });
    builder.Services.AddSingleton<Delivered>();
    builder.Services.AddUhitClient("Test").UseSqlite(Path.Combine(folder, "uhit.db")).AddHandler<CountReadings>("count");
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUhitCallbacks(Port));
    await using var app = builder.Build();
    app.MapUhitCallbacks("/uhit/callback");
    await app.StartAsync();
    Console.WriteLine("settings, store and callback port: started");

    var result = await app.Services.GetRequiredService<IUsageHistoryClient>().SubmitAsync(
        new InquiryBuilder(TimeProvider.System).AddLines(1).Build());
    Console.WriteLine($"inquiry: {result.Outcome}");
    var readings = await app.Services.GetRequiredService<Delivered>().Readings.Task.WaitAsync(TimeSpan.FromMinutes(1));
    Console.WriteLine($"callbacks and handler: {readings} readings");
    await app.StopAsync();
}
finally
{
    Directory.Delete(folder, recursive: true);
}

internal sealed class Delivered
{
    public TaskCompletionSource<int> Readings { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

internal sealed class CountReadings(Delivered delivered) : IUsageHistoryHandler<UsageDelivered>
{
    public async Task HandleAsync(UsageDelivered usage, CancellationToken cancellationToken)
    {
        var readings = 0;
        await foreach (var history in usage.ReadUsageAsync(cancellationToken))
        {
            readings += history.IntervalSeries.Sum(series => series.Count);
        }

        delivered.Readings.TrySetResult(readings);
    }
}
