using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Inquiries;

/// <summary>By when CNP's answer to an inquiry is expected.</summary>
/// <remarks>The two readings of CNP's turnaround: 72 elapsed hours after receipt (guide 1.3), and three business days (RMG 7.5).
/// <c>docs/reference/rules.md</c> says how both are counted.</remarks>
/// <param name="DueAt">72 hours after receipt.</param>
/// <param name="OverdueAt">The later of that and the end of the third business day after the day of receipt.</param>
internal readonly record struct InquiryDeadlines(DateTimeOffset? DueAt, DateTimeOffset? OverdueAt)
{
    /// <summary>CNP's turnaround (guide 1.3).</summary>
    public static readonly TimeSpan Turnaround = TimeSpan.FromHours(72);

    private const int BusinessDays = 3;

    // A calendar that knows no business day must not make the count endless.
    private const int MostDaysLookedAt = 366;

    private static readonly TimeOnly Closing = new(17, 0);

    private static readonly TimeSpan MostClockError = TimeSpan.FromDays(1);

    /// <summary>Counts them.</summary>
    public static InquiryDeadlines Of(InquiryLedger ledger, IBusinessCalendar calendar)
    {
        var from = ledger.ReceivedAt is { } received && IsPlausible(received, ledger.Starts) ? received : ledger.SentAt;
        if (from is not { } counted)
        {
            return default;
        }

        var dueAt = counted + Turnaround;
        var closing = ClosingOfThirdBusinessDay(CentralTime.DateOf(counted), calendar);
        return new InquiryDeadlines(dueAt, dueAt > closing ? dueAt : closing);
    }

    // A clock of CNP's that is far off must not move a deadline out of sight: no inquiry is forgotten.
    private static bool IsPlausible(DateTimeOffset received, IReadOnlyList<DateTimeOffset> starts) => starts.Count == 0
        ? received.Year is > 2000 and < 9000
        : received >= starts.Min() - MostClockError && received <= starts.Max() + MostClockError;

    private static DateTimeOffset ClosingOfThirdBusinessDay(DateOnly day, IBusinessCalendar calendar)
    {
        var counted = 0;
        for (var looked = 0; counted < BusinessDays && looked < MostDaysLookedAt; looked++)
        {
            day = day.AddDays(1);
            counted += calendar.IsBusinessDay(day) ? 1 : 0;
        }

        var local = day.ToDateTime(Closing);
        return new DateTimeOffset(local, CentralTime.Zone.GetUtcOffset(local));
    }
}
