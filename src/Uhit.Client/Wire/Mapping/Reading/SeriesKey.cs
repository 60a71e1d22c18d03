using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>What tells one series from another; <see langword="null"/> is what is not said.</summary>
internal readonly record struct SeriesKey(string? MeterNumber, UsageChannel? Channel, UsageUnit? Unit, int? Minutes)
{
    /// <summary>The channel: energy from the grid where none is said.</summary>
    public UsageChannel EffectiveChannel => Channel ?? UsageChannel.EnergyDelivered;

    /// <summary>The unit: energy where none is said.</summary>
    public UsageUnit EffectiveUnit => Unit
        ?? (EffectiveChannel == UsageChannel.ReactiveDelivered || EffectiveChannel == UsageChannel.ReactiveReceived
            ? UsageUnit.KilovarHour
            : UsageUnit.KilowattHour);
}
