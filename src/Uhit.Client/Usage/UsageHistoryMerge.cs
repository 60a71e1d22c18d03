using Uhit.Client.Usage.Merging;

namespace Uhit.Client.Usage;

/// <summary>Puts together what several deliveries brought for one ESI ID: where they overlap, the later one holds.</summary>
/// <remarks>
/// <para>The result does not depend on the order in which they are given. Later means a greater <see cref="MessageOrder"/>.</para>
/// <para>Billing periods: one of the same meter that shares more than the day of the read with a later one is dropped whole. Readings: one
/// of the same meter and channel whose interval intersects that of a later reading is dropped, whatever the lengths of the two and whether
/// they are in kW or kWh. What is dropped drops nothing itself.</para>
/// <para>Within one message nothing is later, and each thing is there once: <see cref="Merge(UsageHistory)"/> says how.</para>
/// <para>The fields of the head are those of the latest delivery that has them. <see cref="UsageHistory.NoData"/> is there only where the
/// latest delivery said so; data that came before stays beside it.</para>
/// </remarks>
internal static class UsageHistoryMerge
{
    /// <summary>Puts histories of one ESI ID together.</summary>
    /// <param name="pieces">The histories, each with what makes it later than another.</param>
    /// <exception cref="ArgumentException">There are none, or they are of more than one ESI ID.</exception>
    public static UsageHistory Merge(IEnumerable<(MessageOrder Order, UsageHistory History)> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        var layers = Layer.Of(pieces);
        if (layers.Count == 0)
        {
            throw new ArgumentException("At least one history is expected.", nameof(pieces));
        }

        var esiId = layers[0].Items[0].EsiId;
        if (layers.Exists(layer => layer.Items.Any(history => history.EsiId != esiId)))
        {
            throw new ArgumentException("The histories are of more than one ESI ID.", nameof(pieces));
        }

        var (periods, conflicts) = BillingMerge.Of(Layer.Below(layers, history => history.BillingPeriods));
        return HeadMerge.Of(layers) with
        {
            BillingPeriods = periods,
            BillingConflicts = (int)Math.Min(
                int.MaxValue, conflicts + layers.Sum(layer => layer.Items.Sum(history => (long)history.BillingConflicts))),
            IntervalSeries = SeriesMerge.Of(Layer.Below(layers, history => history.IntervalSeries)),
        };
    }

    /// <summary>Puts in order what one message says of one ESI ID: each bill and each reading is there once.</summary>
    /// <remarks>
    /// <para>Billing periods: a negative usage takes back the period of the same meter and dates whose usage is its opposite, and both go.
    /// Equal ones are one, also where only one of them names the meter. Of several that stay for the same meter and dates the greatest
    /// usage holds; one within a longer one of its meter goes. What goes that way is counted in
    /// <see cref="UsageHistory.BillingConflicts"/>.</para>
    /// <para>Series of the same meter, channel, unit and interval are one; of two values for one time the greater holds, and it is counted
    /// in <see cref="IntervalSeries.Conflicts"/>. Where the same time is there by shorter and longer intervals the shorter hold, where it
    /// is there in kWh and in kW those in kWh.</para>
    /// </remarks>
    /// <param name="history">The history, as it came.</param>
    public static UsageHistory Merge(UsageHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return Merge([(default, history)]);
    }
}
