namespace Uhit.Client.Inquiries;

/// <summary>Monday to Friday, less the holidays that the settings list. A year of which fewer than <see cref="WholeYear"/> are listed has
/// ERCOT's too.</summary>
internal sealed class ListedHolidayCalendar(IEnumerable<DateOnly> holidays) : IBusinessCalendar
{
    /// <summary>How many days make the list of a year a whole one. Every utility keeps New Year's Day, Memorial Day, Independence Day,
    /// Labor Day, Thanksgiving and Christmas: fewer are a beginning, such as New Year's Day kept
    /// on the 31st of the December before.</summary>
    private const int WholeYear = 6;

    private readonly ErcotHolidayCalendar _others = new();
    private readonly HashSet<DateOnly> _holidays = [.. holidays];
    private readonly HashSet<int> _years =
        [.. holidays.Distinct().GroupBy(holiday => holiday.Year).Where(year => year.Count() >= WholeYear).Select(year => year.Key)];

    public bool IsBusinessDay(DateOnly date) => !_holidays.Contains(date)
        && (_years.Contains(date.Year) ? date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) : _others.IsBusinessDay(date));
}
