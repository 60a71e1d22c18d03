namespace Uhit.Client.Inquiries;

/// <summary>Monday to Friday, less the holidays that the settings list. A year of which none is listed has ERCOT's.</summary>
internal sealed class ListedHolidayCalendar(IEnumerable<DateOnly> holidays) : IBusinessCalendar
{
    private readonly ErcotHolidayCalendar _others = new();
    private readonly HashSet<DateOnly> _holidays = [.. holidays];
    private readonly HashSet<int> _years = [.. holidays.Select(holiday => holiday.Year)];

    public bool IsBusinessDay(DateOnly date) => _years.Contains(date.Year)
        ? date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_holidays.Contains(date)
        : _others.IsBusinessDay(date);
}
