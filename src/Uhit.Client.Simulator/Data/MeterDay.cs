namespace Uhit.Client.Simulator.Data;

/// <summary>One day of one meter: 92, 96 or 100 quarter hours, values in thousandths of the series' unit.</summary>
internal sealed class MeterDay(int quarterHours)
{
    public int QuarterHours => Ends.Length;

    public DateTimeOffset[] Ends { get; } = new DateTimeOffset[quarterHours];

    /// <summary>Grid to premise: what the register counted, lost readings included.</summary>
    public long[] Delivered { get; } = new long[quarterHours];

    /// <summary>Premise to grid; all zero without panels.</summary>
    public long[] Received { get; } = new long[quarterHours];

    public ReadingQuality[] Qualities { get; } = new ReadingQuality[quarterHours];
}
