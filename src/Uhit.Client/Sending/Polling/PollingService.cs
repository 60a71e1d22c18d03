using Uhit.Client.Http;
using Uhit.Client.Sending.Wcf;
using Uhit.Client.Wire;

namespace Uhit.Client.Sending.Polling;

/// <summary>The service where data are fetched, and the check of the way there.</summary>
internal sealed class PollingService : IAsyncDisposable, IDisposable
{
    public PollingService(Uri endpoint, UhitWireFormat format, UhitTransport transport, ConnectionGate gate)
    {
        Gate = gate;
        Caller = new ServiceCaller(endpoint, format, transport, gate);
    }

    public ServiceCaller Caller { get; }

    public ConnectionGate Gate { get; }

    public ValueTask DisposeAsync()
    {
        Gate.Dispose();
        return Caller.DisposeAsync();
    }

    public void Dispose()
    {
        Gate.Dispose();
        Caller.Dispose();
    }
}
