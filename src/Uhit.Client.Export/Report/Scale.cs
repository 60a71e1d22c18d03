using System.Globalization;

namespace Uhit.Client.Export.Report;

/// <summary>An axis of round numbers.</summary>
internal readonly struct Scale
{
    private readonly double _from;
    private readonly double _to;

    /// <summary>An axis that shows all from the lowest to the highest, and zero.</summary>
    /// <param name="low">The lowest value.</param>
    /// <param name="high">The highest.</param>
    /// <param name="from">Where the lowest mark of the axis is in the picture.</param>
    /// <param name="to">Where the highest is.</param>
    public Scale(double low, double high, double from, double to)
    {
        (low, high) = (Math.Min(0, low), Math.Max(0, high));
        var span = high - low > 0 ? high - low : 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(span / 4)));
        Step = (span / 4 / power) switch
        {
            <= 1 => power,
            <= 2 => 2 * power,
            <= 2.5 => 2.5 * power,
            <= 5 => 5 * power,
            _ => 10 * power,
        };
        Low = Math.Floor(low / Step) * Step;
        High = Math.Max(Low + Step, Math.Ceiling(high / Step) * Step);
        (_from, _to) = (from, to);
    }

    public double Low { get; }

    public double High { get; }

    public double Step { get; }

    /// <summary>Where a value is in the picture.</summary>
    public double At(double value) => _from + ((value - Low) / (High - Low) * (_to - _from));

    public IEnumerable<double> Marks()
    {
        var (low, step) = (Low, Step);
        return Enumerable.Range(0, (int)Math.Round((High - low) / step) + 1).Select(i => low + (i * step));
    }

    /// <summary>A mark as text: as many digits as tell it from the next.</summary>
    public string Label(double mark) =>
        mark.ToString("N" + Math.Clamp((int)Math.Ceiling(-Math.Log10(Step) - 1e-9) + (Is25() ? 1 : 0), 0, 6), CultureInfo.InvariantCulture);

    private bool Is25() => Math.Abs((Step / Math.Pow(10, Math.Floor(Math.Log10(Step) + 1e-9))) - 2.5) < 0.01;
}
