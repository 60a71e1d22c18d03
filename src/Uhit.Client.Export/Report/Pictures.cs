using System.Globalization;
using System.Text;

namespace Uhit.Client.Export.Report;

/// <summary>The pictures of a report, each drawn from what it shows and nothing else.</summary>
internal static class Pictures
{
    private const int Width = 960;
    private const int Left = 64;
    private const int Right = 24;
    private const int PlotWidth = Width - Left - Right;

    /// <summary>Days from left to right, the hours of the clock from top to bottom, average power as colour; below, what is estimated or
    /// missing on each day.</summary>
    /// <remarks>Nothing is hidden by the clock changes: the hour that comes twice in autumn shows its first pass in the left half of the
    /// day and its second in the right half; the one that is left out in spring is blank.</remarks>
    public static Svg HeatMap(LoadGrid grid, string id, string subject)
    {
        const int top = 12;
        const int height = 288;
        var svg = new Svg(id, Width, 388, $"Heat map of {subject}", Describe(grid));
        var (low, high) = (Math.Min(0, grid.Range.Low), grid.Range.High);
        var image = new PngImage(grid.Days * 2, LoadGrid.QuartersOfTheClock, Palette.Colours, isFirstClear: true);
        for (var day = 0; day < grid.Days; day++)
        {
            var values = grid.OfDay(day);
            for (var quarter = 0; quarter < values.Length; quarter++)
            {
                var row = grid.ClockOf(day, quarter);
                var colour = Palette.IndexOf(values[quarter], low, high);
                var isSecondPass = values.Length == 100 && quarter is >= 8 and < 12;
                if (!isSecondPass)
                {
                    image[day * 2, row] = colour;
                }

                if (isSecondPass || values.Length != 100 || quarter is < 4 or >= 12)
                {
                    image[(day * 2) + 1, row] = colour;
                }
            }
        }

        svg.Image(Left, top, PlotWidth, height, image).Rect(Left, top, PlotWidth, height, "frame");
        foreach (var hour in new[] { 0, 6, 12, 18, 24 })
        {
            var y = top + (height * hour / 24.0);
            svg.Line(Left - 4, y, Left, y, "axis").Text(Left - 8, y + 4, $"{hour:00}:00", "end");
        }

        var perDay = (double)PlotWidth / grid.Days;
        DrawMonths(svg, grid.First, grid.Days, perDay, top + height);
        for (var day = 0; day < grid.Days; day++)
        {
            var (missing, estimated) = grid.DoubtsOf(day);
            if (missing + estimated > 0)
            {
                var date = grid.First.AddDays(day);
                var tip = $"{date:yyyy-MM-dd}: {Counted(estimated, "estimated")}, {Counted(missing, "missing")}";
                svg.Rect(Left + (day * perDay), top + height + 26, Math.Max(perDay, 1), 8, missing > 0 ? "missing" : "estimated", tip);
            }
        }

        DrawLegend(svg, low, high);
        return svg;
    }

    /// <summary>How much of the time a power is reached or passed.</summary>
    public static Svg DurationCurve(LoadGrid grid, string id, string subject, bool isGeneration)
    {
        const int top = 28;
        const int bottom = 250;
        var values = grid.Kilowatts.ToArray().Where(value => !double.IsNaN(value)).OrderDescending().ToArray();
        var scale = new Scale(values[^1], values[0], bottom, top);
        var svg = new Svg(
            id, Width, 300, $"Load duration curve of {subject}",
            $"Highest {Kw(values[0])}, reached or passed a tenth of the time: {Kw(values[values.Length / 10])}, half of it: "
                + $"{Kw(values[values.Length / 2])}, nine tenths: {Kw(values[values.Length * 9 / 10])}, lowest {Kw(values[^1])}.");
        DrawScale(svg, scale, "kW");
        var line = new StringBuilder();
        for (var x = 0; x <= PlotWidth; x++)
        {
            var at = Math.Min(values.Length - 1, (int)((double)x / PlotWidth * values.Length));
            line.Append(x == 0 ? "M" : "L").Append(Svg.N(Left + x)).Append(' ').Append(Svg.N(scale.At(values[at])));
        }

        var css = isGeneration ? "gen" : "use";
        var zero = Svg.N(scale.At(0));
        svg.Path($"{line}L{Left + PlotWidth} {zero}L{Left} {zero}Z", css + "-soft").Path(line.ToString(), css + "-line");
        var mean = values.Average();
        svg.Line(Left, scale.At(mean), Left + PlotWidth, scale.At(mean), "guide")
            .Text(Left + PlotWidth - 4, scale.At(mean) - 5, $"average {Kw(mean)}", "end");
        for (var tenth = 0; tenth <= 10; tenth += 2)
        {
            var x = Left + (PlotWidth * tenth / 10.0);
            svg.Line(x, bottom, x, bottom + 4, "axis").Text(x, bottom + 18, $"{tenth * 10} %", "middle");
        }

        return svg.Text(Left + (PlotWidth / 2.0), bottom + 38, "share of the time in which this power is reached or passed", "middle");
    }

    /// <summary>Energy by month, and the bills where there are any.</summary>
    /// <param name="months">In order, without a month left out between two.</param>
    /// <param name="id">Unique in the page.</param>
    /// <param name="subject">What it is of.</param>
    /// <param name="isGeneration">Whether it goes to the grid.</param>
    public static Svg MonthBars(IReadOnlyList<MonthOfUsage> months, string id, string subject, bool isGeneration)
    {
        const int top = 28;
        const int bottom = 250;
        var high = (double)months.Max(month => Math.Max(month.KilowattHours ?? 0, month.Billed ?? 0));
        var low = (double)months.Min(month => Math.Min(month.KilowattHours ?? 0, month.Billed ?? 0));
        var scale = new Scale(low, high, bottom, top);
        var most = months.MaxBy(month => month.KilowattHours ?? decimal.MinValue)!;
        var svg = new Svg(
            id, Width, 300, $"Energy by month of {subject}",
            $"{months.Count} months. The most in {Name(most.First)}: {Kwh(most.KilowattHours ?? 0)}. The table of months has all of them.");
        DrawScale(svg, scale, "kWh");
        var step = (double)PlotWidth / months.Count;
        var bar = Math.Min(56, step * 0.66);
        for (var i = 0; i < months.Count; i++)
        {
            var month = months[i];
            var middle = Left + ((i + 0.5) * step);
            if (month.KilowattHours is { } energy)
            {
                var tip = $"{Name(month.First)}: {Kwh(energy)}"
                    + (month.Readings < month.Expected ? $", {month.Readings} of {month.Expected} readings" : string.Empty)
                    + (month.Estimated > 0 ? $", {month.Estimated} estimated" : string.Empty);
                var (y, zero) = (scale.At((double)energy), scale.At(0));
                var (from, to) = (Math.Min(y, zero), Math.Max(y, zero));
                svg.Rect(middle - (bar / 2), from, bar, Math.Max(to - from, 0.5), isGeneration ? "gen" : "use", tip);
                if (month.Readings < month.Expected)
                {
                    Hatch(svg, middle - (bar / 2), from, bar, to - from);
                }
            }

            if (month.Billed is { } billed)
            {
                var y = scale.At((double)billed);
                svg.Path(
                    $"M{Svg.N(middle - (bar / 2) - 4)} {Svg.N(y)}L{Svg.N(middle + (bar / 2) + 4)} {Svg.N(y)}", "bill",
                    $"{Name(month.First)}, billed: {Kwh(billed)}");
            }

            var isYearShown = i == 0 || month.First.Month == 1;
            svg.Text(middle, bottom + 18, month.First.ToString("MMM", CultureInfo.InvariantCulture), "middle");
            if (isYearShown)
            {
                svg.Text(middle, bottom + 34, month.First.Year.ToString(CultureInfo.InvariantCulture), "middle", "strong");
            }
        }

        return svg;
    }

    /// <summary>The average day of each month: Monday to Friday, and weekends.</summary>
    /// <param name="days">In order of months; at most 24 are drawn.</param>
    /// <param name="id">Unique in the page.</param>
    /// <param name="subject">What it is of.</param>
    /// <param name="isGeneration">Whether it goes to the grid.</param>
    public static Svg AverageDays(IReadOnlyList<AverageDay> days, string id, string subject, bool isGeneration)
    {
        const int columns = 6;
        const int across = Width / columns;
        const int down = 132;
        var shown = days.TakeLast(24).ToList();
        var rows = (shown.Count + columns - 1) / columns;
        var all = shown.SelectMany(day => day.Working.Concat(day.Others)).Where(value => !double.IsNaN(value)).DefaultIfEmpty(0).ToList();
        var top = shown.MaxBy(day => day.Working.Concat(day.Others).Where(value => !double.IsNaN(value)).DefaultIfEmpty(0).Max());
        var svg = new Svg(
            id, Width, (rows * down) + 24, $"Average day of each month of {subject}",
            $"Average power by hour of the clock, Monday to Friday beside weekends. The highest is {Kw(all.Max())}, in "
                + $"{(top is null ? "no month" : Name(top.First))}.");
        for (var i = 0; i < shown.Count; i++)
        {
            var (x, y) = (((i % columns) * across) + 34, ((i / columns) * down) + 24);
            var (width, height) = (across - 46, down - 48);
            var scale = new Scale(all.Min(), all.Max(), y + height, y);
            svg.Text(x, y - 8, Name(shown[i].First), css: "strong");
            foreach (var mark in new[] { scale.Low, 0, scale.High }.Distinct())
            {
                svg.Line(x, scale.At(mark), x + width, scale.At(mark), mark == 0 ? "axis" : "grid");
                svg.Text(x - 4, scale.At(mark) + 4, scale.Label(mark), "end");
            }

            DrawDay(svg, shown[i].Others, x, width, scale, "rest-line");
            DrawDay(svg, shown[i].Working, x, width, scale, isGeneration ? "gen-line" : "use-line");
            foreach (var hour in new[] { 0, 12, 24 })
            {
                svg.Text(x + (width * hour / 24.0), y + height + 14, hour.ToString(CultureInfo.InvariantCulture), "middle");
            }
        }

        var foot = (rows * down) + 12;
        svg.Line(34, foot, 64, foot, isGeneration ? "gen-line" : "use-line").Text(70, foot + 4, "Monday to Friday, kW");
        return svg.Line(330, foot, 360, foot, "rest-line").Text(366, foot + 4, "weekends, kW");
    }

    public static string Name(DateOnly month) => month.ToString("MMM yyyy", CultureInfo.InvariantCulture);

    public static string Kw(double kilowatts) =>
        kilowatts.ToString(Math.Abs(kilowatts) < 10 ? "N3" : "N1", CultureInfo.InvariantCulture) + " kW";

    public static string Kwh(decimal energy) =>
        energy.ToString(Math.Abs(energy) < 100 ? "N2" : "N0", CultureInfo.InvariantCulture) + " kWh";

    private static string Describe(LoadGrid grid)
    {
        var (missing, estimated) = (0, 0);
        for (var day = 0; day < grid.Days; day++)
        {
            var doubts = grid.DoubtsOf(day);
            (missing, estimated) = (missing + doubts.Missing, estimated + doubts.Estimated);
        }

        return $"{grid.Days} days from {grid.First:yyyy-MM-dd}, a column each; from {Kw(grid.Range.Low)} to {Kw(grid.Range.High)}. "
            + $"{Counted(estimated, "estimated")}, {Counted(missing, "missing")}.";
    }

    private static string Counted(int count, string what) => $"{count:N0} {(count == 1 ? "quarter hour" : "quarter hours")} {what}";

    private static void DrawMonths(Svg svg, DateOnly first, int days, double perDay, double y)
    {
        var last = double.NegativeInfinity;
        for (var day = 0; day < days; day++)
        {
            var date = first.AddDays(day);
            if (date.Day == 1 || day == 0)
            {
                var x = Left + (day * perDay);
                svg.Line(x, y, x, y + 5, "axis");
                var label = day == 0 || date.Month == 1 ? Name(date) : date.ToString("MMM", CultureInfo.InvariantCulture);
                if (x - last > label.Length * 7 && Left + PlotWidth - x > label.Length * 6)
                {
                    svg.Text(x + 2, y + 18, label);
                    last = x + (label.Length * 7) - 30;
                }
            }
        }
    }

    private static void DrawLegend(Svg svg, double low, double high)
    {
        const int y = 360;
        const int width = 254;
        var image = new PngImage(width, 1, Palette.Colours, isFirstClear: true);
        for (var x = 0; x < width; x++)
        {
            image[x, 0] = (byte)(x + 1);
        }

        svg.Text(Left, y + 10, Kw(low)).Image(Left + 76, y, width, 12, image).Text(Left + 76 + width + 8, y + 10, Kw(high));
        svg.Rect(Left + 470, y + 1, 18, 8, "estimated").Text(Left + 494, y + 10, "day with estimates");
        svg.Rect(Left + 640, y + 1, 18, 8, "missing").Text(Left + 664, y + 10, "day with missing readings");
    }

    private static void DrawScale(Svg svg, Scale scale, string unit)
    {
        foreach (var mark in scale.Marks())
        {
            svg.Line(Left, scale.At(mark), Left + PlotWidth, scale.At(mark), Math.Abs(mark) < scale.Step / 2 ? "axis" : "grid");
            svg.Text(Left - 8, scale.At(mark) + 4, scale.Label(mark), "end");
        }

        svg.Text(Left - 8, 12, unit, "end", "strong");
    }

    private static void Hatch(Svg svg, double x, double y, double width, double height)
    {
        for (var at = 0.0; at < height; at += 8)
        {
            svg.Line(x, y + at, x + width, y + Math.Min(height, at + (width / 4)), "hatch");
        }
    }

    private static void DrawDay(Svg svg, IReadOnlyList<double> hours, double x, double width, Scale scale, string css)
    {
        var line = new StringBuilder();
        var isDown = false;
        for (var hour = 0; hour < hours.Count; hour++)
        {
            if (double.IsNaN(hours[hour]))
            {
                isDown = false;
                continue;
            }

            line.Append(isDown ? "L" : "M").Append(Svg.N(x + (width * (hour + 0.5) / hours.Count))).Append(' ')
                .Append(Svg.N(scale.At(hours[hour])));
            isDown = true;
        }

        if (line.Length > 0)
        {
            svg.Path(line.ToString(), css);
        }
    }
}

/// <summary>A month of a picture.</summary>
/// <param name="First">Its first day.</param>
/// <param name="KilowattHours">Its energy; <see langword="null"/> where there are no readings.</param>
/// <param name="Readings">How many readings came.</param>
/// <param name="Expected">How many there should be.</param>
/// <param name="Estimated">How many are estimated.</param>
/// <param name="Billed">What the bills that end in it say, in kWh.</param>
internal sealed record MonthOfUsage(DateOnly First, decimal? KilowattHours, int Readings, int Expected, int Estimated, decimal? Billed);

/// <summary>The average day of a month: average power in each hour of the clock, kW; NaN where there is none.</summary>
/// <param name="First">The first day of the month.</param>
/// <param name="Working">Monday to Friday.</param>
/// <param name="Others">Weekends.</param>
internal sealed record AverageDay(DateOnly First, IReadOnlyList<double> Working, IReadOnlyList<double> Others);
