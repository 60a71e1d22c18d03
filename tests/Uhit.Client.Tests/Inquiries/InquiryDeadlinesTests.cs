using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Tests.Inquiries;

public sealed class InquiryDeadlinesTests
{
    private static readonly ErcotHolidayCalendar Calendar = new();

    // Received, due, overdue; all with their offset in Central Prevailing Time.
    [Theory]
    // Wednesday: Thursday, Friday, Monday
    [InlineData("2026-01-07T10:00:00-06:00", "2026-01-10T10:00:00-06:00", "2026-01-12T17:00:00-06:00")]
    [InlineData("2026-01-09T16:59:00-06:00", "2026-01-12T16:59:00-06:00", "2026-01-14T17:00:00-06:00")] // Friday 16:59
    [InlineData("2026-01-09T17:01:00-06:00", "2026-01-12T17:01:00-06:00", "2026-01-14T17:00:00-06:00")] // Friday 17:01 is still Friday
    [InlineData("2026-01-10T12:00:00-06:00", "2026-01-13T12:00:00-06:00", "2026-01-14T17:00:00-06:00")] // Saturday
    // Sunday, late: 72 hours are the later
    [InlineData("2026-01-11T23:59:00-06:00", "2026-01-14T23:59:00-06:00", "2026-01-14T23:59:00-06:00")]
    // the same instant in UTC is still Sunday in Houston
    [InlineData("2026-01-12T05:59:00+00:00", "2026-01-14T23:59:00-06:00", "2026-01-14T23:59:00-06:00")]
    // spring clock change: 72 elapsed hours
    [InlineData("2026-03-06T15:00:00-06:00", "2026-03-09T16:00:00-05:00", "2026-03-11T17:00:00-05:00")]
    [InlineData("2026-10-30T15:00:00-05:00", "2026-11-02T14:00:00-06:00", "2026-11-04T17:00:00-06:00")] // autumn clock change
    // the hour that comes twice, first time
    [InlineData("2026-11-01T01:30:00-05:00", "2026-11-04T00:30:00-06:00", "2026-11-04T17:00:00-06:00")]
    [InlineData("2026-11-25T09:00:00-06:00", "2026-11-28T09:00:00-06:00", "2026-12-02T17:00:00-06:00")] // before Thanksgiving
    [InlineData("2026-12-23T09:00:00-06:00", "2026-12-26T09:00:00-06:00", "2026-12-30T17:00:00-06:00")] // before Christmas
    public void Of_Received_CountsElapsedHoursAndBusinessDays(string received, string due, string overdue)
    {
        var at = DateTimeOffset.Parse(received);
        var ledger = InquiryLedger.Empty.Apply(Answer(at, at));

        var deadlines = InquiryDeadlines.Of(ledger, Calendar);

        Assert.Equal(DateTimeOffset.Parse(due), deadlines.DueAt);
        Assert.Equal(DateTimeOffset.Parse(overdue), deadlines.OverdueAt);
        Assert.Equal(at, ledger.ReceivedAt);
    }

    [Fact]
    public void Of_SentButNotAnswered_CountsFromTheFirstSend()
    {
        var at = new DateTimeOffset(2026, 1, 7, 10, 0, 0, TimeSpan.FromHours(-6));
        var ledger = InquiryLedger.Empty
            .Apply(new SendStarted(2, at.AddHours(5), MessageId.Parse("m2")))
            .Apply(new SendStarted(1, at, MessageId.Parse("m1")));

        var deadlines = InquiryDeadlines.Of(ledger, Calendar);

        Assert.Equal((at, null, at.AddHours(72)), (ledger.SentAt, ledger.ReceivedAt, deadlines.DueAt));
    }

    [Theory]
    [InlineData(-400)]
    [InlineData(400)]
    public void Of_ReceiptFarFromEverySend_CountsFromTheFirstSend(int days)
    {
        var at = new DateTimeOffset(2026, 1, 7, 10, 0, 0, TimeSpan.FromHours(-6));
        var ledger = InquiryLedger.Empty.Apply(new SendStarted(1, at, MessageId.Parse("m1"))).Apply(Answer(at, at.AddDays(days)));

        var deadlines = InquiryDeadlines.Of(ledger, Calendar);

        Assert.Equal(at.AddHours(72), deadlines.DueAt);
        Assert.Equal(at.AddDays(days), ledger.ReceivedAt);
    }

    [Fact]
    public void Of_NothingSent_HasNone() => Assert.Equal(default, InquiryDeadlines.Of(InquiryLedger.Empty, Calendar));

    [Fact]
    public void Of_CalendarWithoutBusinessDays_Ends()
    {
        var at = new DateTimeOffset(2026, 1, 7, 10, 0, 0, TimeSpan.Zero);

        var deadlines = InquiryDeadlines.Of(InquiryLedger.Empty.Apply(Answer(at, at)), new NeverOpen());

        Assert.Equal(new DateTimeOffset(2027, 1, 8, 17, 0, 0, TimeSpan.FromHours(-6)), deadlines.OverdueAt); // after 366 days
    }

    private static Acknowledged Answer(DateTimeOffset at, DateTimeOffset received) => new(
        new MessageOrder(at, "a"),
        new Acknowledgement { RequestId = RequestId.Parse("r"), ReceivedAt = received, Status = AcknowledgementStatus.Accepted },
        1);

    private sealed class NeverOpen : IBusinessCalendar
    {
        public bool IsBusinessDay(DateOnly date) => false;
    }
}
