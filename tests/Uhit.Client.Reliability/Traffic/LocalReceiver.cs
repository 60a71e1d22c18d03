using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Uhit.Client.Inquiries;
using Uhit.Client.Receiving;
using Uhit.Client.Reliability.Disk;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Traffic;

/// <summary>A receiver in this process, for runs in which the workers are what is killed.</summary>
internal sealed class LocalReceiver : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly X509Certificate2 _cnp;

    private LocalReceiver(ServiceProvider services, X509Certificate2 cnp)
    {
        _services = services;
        _cnp = cnp;
        Door = new LocalDoor(services.GetRequiredKeyedService<CallbackReceiver>(HostServices.ClientName), cnp);
    }

    public ICallbackDoor Door { get; }

    public IServiceProvider Services => _services;

    public IUhitStore Store => _services.GetRequiredKeyedService<IUhitStore>(HostServices.ClientName);

    public static async Task<LocalReceiver> OpenAsync(HostSettings settings, DiskVfs? disk = null)
    {
        var services = new ServiceCollection();
        services.AddUhitClient(HostServices.ClientName, client => HostServices.Configure(client, settings))
            .UseStore(_ => BrokenStore.Around(settings.Store.Create(disk: disk), settings));
        var receiver = new LocalReceiver(
            services.BuildServiceProvider(), X509CertificateLoader.LoadCertificateFromFile(Path.Combine(settings.Folder, "cnp.pem")));
        await receiver.Store.Maintenance.InitializeAsync().ConfigureAwait(false);
        return receiver;
    }

    /// <summary>Stores inquiries, as they stand after a send whose answer never came.</summary>
    public async Task AddAsync(IEnumerable<InquiryPlan> plans)
    {
        var calendar = new ErcotHolidayCalendar();
        await Task.WhenAll(plans.Select(plan => Store.Inquiries.AddAsync(plan.ToRecord(calendar)))).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync().ConfigureAwait(false);
        _cnp.Dispose();
    }
}
