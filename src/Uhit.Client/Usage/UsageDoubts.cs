using System.Text.Json.Serialization;

namespace Uhit.Client.Usage;

/// <summary>What is to be known before <see cref="UsageTotals"/> are trusted: why a figure is missing, or what it leaves out.</summary>
[Flags]
[JsonConverter(typeof(JsonStringEnumConverter<UsageDoubts>))]
public enum UsageDoubts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A series is in a unit that is not known, or that is neither kWh nor kW on a
    /// channel of energy: it is in no figure.</summary>
    UnknownUnit = 1 << 0,

    /// <summary>A series is of a channel that is not known: it is in no figure.</summary>
    UnknownChannel = 1 << 1,

    /// <summary>Readings or billing periods are of a read type that is not known: they count, as neither actual nor estimated.</summary>
    UnknownReadType = 1 << 2,

    /// <summary>Readings of one series have intervals that intersect: they are in no figure.
    /// <see cref="UsageTotals.OverlappingReadings"/> counts them.</summary>
    OverlappingReadings = 1 << 3,

    /// <summary>Billing periods of one meter share more than the day of the read: both count, so
    /// energy of the shared days may count twice.</summary>
    OverlappingBills = 1 << 4,

    /// <summary>One message said two values for one thing, or two bills for the same days: one holds.
    /// <see cref="UsageTotals.Conflicts"/> counts the others.</summary>
    Conflicts = 1 << 5,

    /// <summary>A billing period has a negative usage and takes back none that is there: it counts as it is.</summary>
    NegativeBill = 1 << 6,

    /// <summary>The same time is there of a meter that is named and of one that is not: if they
    /// are one meter, energy counts twice.</summary>
    UnnamedMeter = 1 << 7,

    /// <summary>Bills of meters that ran side by side have demands: the peak is that of one meter, and there is no load factor.</summary>
    DemandsOfSeveralMeters = 1 << 8,

    /// <summary>The highest billed demand is lower than the average power of the same bills: there is no load factor.</summary>
    DemandTooLow = 1 << 9,

    /// <summary>A figure is beyond the range of a decimal, 7.9 × 10^28: it is missing.</summary>
    TooLarge = 1 << 10,

    /// <summary>A billing period has no days, its end not being after its start: its energy counts, and is in no rate.</summary>
    BillWithoutDays = 1 << 11,
}
