using Uhit.Client.Inquiries;
using Uhit.Client.Usage.Merging;

namespace Uhit.Client.Usage;

/// <summary>Puts together what several deliveries brought for one ESI ID: where they overlap, the later one holds.</summary>
/// <remarks>
/// <para>The result does not depend on the order in which they are given. Later means a greater <see cref="MessageOrder"/>.</para>
/// <para>Billing periods: one of the same meter with days that a later one has, too, is dropped whole. Readings: one of the same meter and channel whose interval
/// intersects that of a later reading is dropped, whatever the lengths of the two and whether they are in kW or kWh. What is dropped drops nothing itself.</para>
/// <para>The fields of the head are those of the latest delivery that has them. <see cref="UsageHistory.NoData"/> is there only where the latest delivery said so; data
/// that came before stays beside it.</para>
/// </remarks>
public static class UsageHistoryMerge
{
    /// <summary>Puts histories of one ESI ID together.</summary>
    /// <param name="pieces">The histories, each with what makes it later than another.</param>
    /// <exception cref="ArgumentException">There are none, or they are of more than one ESI ID.</exception>
    public static UsageHistory Merge(IEnumerable<(MessageOrder Order, UsageHistory History)> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        List<Layer<UsageHistory>> layers = Layer.Of(pieces);
        if (layers.Count == 0)
        {
            throw new ArgumentException("At least one history is expected.", nameof(pieces));
        }

        var esiId = layers[0].Items[0].EsiId;
        if (layers.Exists(layer => layer.Items.Any(history => history.EsiId != esiId)))
        {
            throw new ArgumentException("The histories are of more than one ESI ID.", nameof(pieces));
        }

        return HeadMerge.Of(layers) with
        {
            BillingPeriods = BillingMerge.Of(Layer.Below(layers, history => history.BillingPeriods)),
            IntervalSeries = SeriesMerge.Of(Layer.Below(layers, history => history.IntervalSeries)),
        };
    }
}
