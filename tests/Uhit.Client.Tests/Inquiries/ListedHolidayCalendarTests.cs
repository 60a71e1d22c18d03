using System.Globalization;
using Uhit.Client.Inquiries;

namespace Uhit.Client.Tests.Inquiries;

public class ListedHolidayCalendarTests
{
    // A whole list of 2026, the same day twice five times for 2029, and New Year's Day of 2028 as it is kept.
    private static readonly ListedHolidayCalendar Calendar = new(
    [
        new(2026, 1, 1), new(2026, 3, 2), new(2026, 5, 25), new(2026, 7, 3), new(2026, 11, 26), new(2026, 12, 25),
        new(2027, 12, 31),
        new(2029, 3, 1), new(2029, 3, 2), new(2029, 3, 5), new(2029, 3, 6), new(2029, 3, 7), new(2029, 3, 7),
    ]);

    [Theory]
    [InlineData("2026-03-02", false)]
    [InlineData("2026-03-03", true)]
    [InlineData("2026-12-25", false)]
    [InlineData("2026-12-24", true)] // ERCOT's, and not of the list.
    [InlineData("2026-03-07", false)]
    [InlineData("2026-03-08", false)]
    [InlineData("2027-03-02", true)]
    [InlineData("2027-12-24", false)] // One day alone does not make the year's list.
    [InlineData("2027-12-31", false)]
    [InlineData("2027-05-31", false)]
    [InlineData("2029-03-07", false)]
    [InlineData("2029-12-25", false)] // Five days are no list of a year either.
    [InlineData("2030-12-25", false)] // None of the year is listed.
    public void IsBusinessDay_ListOfAYear_HoldsInThatYear(string day, bool expected) =>
        Assert.Equal(expected, Calendar.IsBusinessDay(DateOnly.Parse(day, CultureInfo.InvariantCulture)));
}
