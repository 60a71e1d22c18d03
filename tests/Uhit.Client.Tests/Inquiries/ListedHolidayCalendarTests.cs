using System.Globalization;
using Uhit.Client.Inquiries;

namespace Uhit.Client.Tests.Inquiries;

public class ListedHolidayCalendarTests
{
    private static readonly ListedHolidayCalendar Calendar = new([new DateOnly(2026, 3, 2), new DateOnly(2026, 12, 25)]);

    [Theory]
    [InlineData("2026-03-02", false)]
    [InlineData("2026-03-03", true)]
    [InlineData("2026-12-25", false)]
    [InlineData("2026-12-24", true)] // ERCOT's, and not of the list.
    [InlineData("2026-03-07", false)]
    [InlineData("2026-03-08", false)]
    [InlineData("2027-03-02", true)]
    [InlineData("2027-12-24", false)] // None of the year is listed.
    public void IsBusinessDay_ListOfAYear_HoldsInThatYear(string day, bool expected) =>
        Assert.Equal(expected, Calendar.IsBusinessDay(DateOnly.Parse(day, CultureInfo.InvariantCulture)));
}
