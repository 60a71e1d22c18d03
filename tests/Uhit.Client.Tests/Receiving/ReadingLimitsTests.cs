using Microsoft.Extensions.Logging.Abstractions;
using Uhit.Client.Certificates;
using Uhit.Client.Events;
using Uhit.Client.Inquiries;
using Uhit.Client.Receiving;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Wire.Support;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Receiving;

/// <summary>A body that may come must also be readable: the limits of its XML grow with those of its bytes.</summary>
public sealed class ReadingLimitsTests
{
    private static readonly MessageLimits Default = new UhitCallbackOptions().Limits;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(20L * 1024 * 1024 * 1024, 1024L * 1024 * 1024)]
    public void Limits_OfAReceiver_AreAtLeastThoseOfItsBodies(long maxBodyBytes, long elements)
    {
        using var signal = new DispatchSignal();
        var settings = new ReceiverSettings
        {
            Client = "test",
            Environment = UhitEnvironment.Test,
            AuthenticationId = CallbackMessages.ThirdParty,
            WireFormat = AlteredFormat.With((nameof(SimulatedWireFormat.MaxPayloadBytes), _ => 123L)),
            Peers = new PeerPolicy([]),
            Callback = new() { MaxBodyBytes = maxBodyBytes },
        };

        var limits = new ReceivingServices(
            settings, new InMemoryUhitStore(), new ErcotHolidayCalendar(), signal, TimeProvider.System, NullLogger.Instance).Limits;

        Assert.Equal(
            (Math.Max(Default.MaxBytes, maxBodyBytes), Math.Max(Default.MaxElements, elements), 123),
            (limits.MaxBytes, limits.MaxElements, limits.MaxPayloadLength));
    }
}
