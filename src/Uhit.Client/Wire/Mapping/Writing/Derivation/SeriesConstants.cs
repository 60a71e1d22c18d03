using Uhit.Client.Usage;
using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Client.Wire.Mapping.Writing.Derivation;

/// <summary>What every series of a part is, since the message does not say it: others can't be written there.</summary>
internal static class SeriesConstants
{
    public static Dictionary<string, string> Of(ScopeModel scope)
    {
        var constants = new Dictionary<string, string>(StringComparer.Ordinal);
        var (channel, unit) = (Find(scope, "channel"), Find(scope, "unit"));
        if (channel is null || channel.Const is not null)
        {
            constants["channel"] = channel?.Const ?? UsageChannel.EnergyDelivered.Value;
        }

        if (unit?.Const is not null)
        {
            constants["unit"] = unit.Const;
        }

        return constants;
    }

    // A series may be told by what stands with its readings.
    private static FieldModel? Find(ScopeModel scope, string name) =>
        scope.Fields.GetValueOrDefault(name)
            ?? scope.Children.Select(child => Find(child, name)).FirstOrDefault(found => found is not null);
}
