using Uhit.Client.Inquiries;

namespace Uhit.Client.Tests.Inquiries;

public sealed class ErcotHolidayCalendarTests
{
    private readonly ErcotHolidayCalendar _calendar = new();

    [Theory]
    [InlineData(2018, "01-01 05-28 07-04 09-03 11-22 11-23 12-24 12-25")] // Thanksgiving at its earliest
    [InlineData(2024, "01-01 05-27 07-04 09-02 11-28 11-29 12-24 12-25")] // and at its latest
    [InlineData(2025, "01-01 05-26 07-04 09-01 11-27 11-28 12-24 12-25")]
    [InlineData(2026, "01-01 05-25 07-03 09-07 11-26 11-27 12-24 12-25")]
    [InlineData(2021, "01-01 05-31 07-05 09-06 11-25 11-26 12-23 12-24 12-31")]
    [InlineData(2022, "05-30 07-04 09-05 11-24 11-25 12-23 12-26")]
    [InlineData(2023, "01-02 05-29 07-04 09-04 11-23 11-24 12-25 12-26")]
    public void IsBusinessDay_WholeYear_LeavesOutWeekendsAndTheHolidays(int year, string holidays)
    {
        var found =
            DaysOf(year).Where(day => !_calendar.IsBusinessDay(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

        Assert.Equal(holidays, string.Join(' ', found.Select(day => $"{day:MM-dd}")));
        Assert.All(
            DaysOf(year).Where(day => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday),
            day => Assert.False(_calendar.IsBusinessDay(day)));
    }

    [Fact]
    public void IsBusinessDay_FirstAndLastDayThatThereIs_DoesNotThrow()
    {
        Assert.False(_calendar.IsBusinessDay(DateOnly.MinValue));
        Assert.False(_calendar.IsBusinessDay(DateOnly.MaxValue));
    }

    private static IEnumerable<DateOnly> DaysOf(int year) =>
        Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(new DateOnly(year, 1, 1).AddDays);
}
