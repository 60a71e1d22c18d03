using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Inquiries;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Testing;

public class InquiryBuilderTests
{
    private static readonly AuthenticationId Rep = AuthenticationId.Parse("123456789");

    // Leap day, both clock changes, the turn of a year, and an evening on which the day of CPT is not that of UTC.
    [Theory]
    [InlineData("2024-02-29T18:00:00Z")]
    [InlineData("2026-03-08T08:30:00Z")]
    [InlineData("2026-11-01T06:30:00Z")]
    [InlineData("2027-01-01T03:00:00Z")]
    [InlineData("2026-06-15T12:00:00Z")]
    public void Build_AtAnyTime_BreaksNoRule(string now)
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));

        var inquiry = new InquiryBuilder(time).WithClientReference("customer-1").AddLines(20).Build();

        Assert.Empty(new InquiryValidator(new InquiryRules(), time).Validate(inquiry, Rep));
        Assert.Equal("customer-1", inquiry.ClientReference);
        Assert.Equal(20, inquiry.Lines.Select(line => line.EsiId).Distinct().Count());
    }

    [Fact]
    public void Build_SameCalls_SameInquiry()
    {
        static InquiryBuilder Begin() => new InquiryBuilder(new DateOnly(2026, 6, 15)).AddLines(3);

        Assert.Equal(Begin().Build().Lines, Begin().Build().Lines);
    }

    [Fact]
    public void AddLine_Changed_HasTheChangeAndIsJudgedByIt()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));
        var inquiry = new InquiryBuilder(time)
            .AddLines(1)
            .AddLine(InquiryBuilder.EsiIdOf(7), line => line with { RequestedUsage = RequestedUsage.None })
            .Build();

        var error = Assert.Single(new InquiryValidator(new InquiryRules(), time).Validate(inquiry, Rep));

        Assert.Equal(2, error.LineNumber);
        Assert.Equal("1008901000000000000007", inquiry.Lines[1].EsiId.Value);
    }
}
