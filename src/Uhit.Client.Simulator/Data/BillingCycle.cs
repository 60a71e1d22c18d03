namespace Uhit.Client.Simulator.Data;

/// <summary>On which days a meter is read for the bill.</summary>
internal sealed class BillingCycle(Premise premise)
{
    /// <summary>The months billed in a period: those whose closing read falls into it, else the last one closed before its end.</summary>
    /// <param name="period">What is asked.</param>
    /// <param name="asOf">Reads after this day do not exist yet.</param>
    /// <returns>First day (included) and day of the closing read (not included), in order.</returns>
    public IReadOnlyList<(DateOnly Start, DateOnly End)> Closed(UsagePeriod period, DateOnly asOf)
    {
        var last = period.End.AddDays(1) < asOf ? period.End.AddDays(1) : asOf;
        var months = new List<(DateOnly, DateOnly)>();
        var month = new DateOnly(last.Year, last.Month, 1);
        for (var end = ReadDay(month); end > period.Start || months.Count == 0; end = ReadDay(month))
        {
            month = month.AddMonths(-1);
            if (end <= last)
            {
                months.Add((ReadDay(month), end));
            }
        }

        months.Reverse();
        return months;
    }

    private DateOnly ReadDay(DateOnly month)
    {
        // 21 cycles over a month; a read moves by a day now and then.
        var day = 1 + ((premise.MeterReadCycle - 1) * 27 / 21);
        return month.AddDays(day - 1 + StableHash.Below(premise.Key, 1000 + (month.Year * 12) + month.Month, 2));
    }
}
