using System.Globalization;
using System.Xml.Linq;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping.Writing.Matching;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Tests.Wire.Mapping.Writing;

/// <summary>A service whose end of the period is not part of it, and one that wants both ends as
/// points in time; and numbers that are GUIDs.</summary>
public sealed class EndOfPeriodTests
{
    private const string Number = "01a22ced3cda79f8bffb97d530aad1d6";

    // Both changes of the clock, a leap day, the end of a year.
    [Theory]
    [InlineData("{period.end:exclusive}", "2025-03-08", "2025-03-09")]
    [InlineData("{period.end:exclusive}", "2025-11-02", "2025-11-03")]
    [InlineData("{period.end:exclusive}", "2024-02-28", "2024-02-29")]
    [InlineData("{period.end:exclusive}", "2024-02-29", "2024-03-01")]
    [InlineData("{period.end:exclusive}", "2025-02-28", "2025-03-01")]
    [InlineData("{period.end:exclusive}", "2025-12-31", "2026-01-01")]
    [InlineData("{period.end:exclusive}T00:00:00", "2025-12-31", "2026-01-01T00:00:00")]
    [InlineData("{period.end:exclusive|MM/dd/yyyy}", "2025-12-31", "01/01/2026")]
    [InlineData("{period.end}T23:59:59", "2025-12-31", "2025-12-31T23:59:59")]
    [InlineData("{period.end:exclusive|local}", "2025-12-31", "2026-01-01T00:00:00")]
    [InlineData("{period.end:exclusive|local yyyy-MM-dd'T'HH:mm:sszzz}", "2025-03-08", "2025-03-09T00:00:00-06:00")]
    [InlineData("{period.end:exclusive|local yyyy-MM-dd'T'HH:mm:sszzz}", "2025-03-09", "2025-03-10T00:00:00-05:00")]
    [InlineData("{period.end:exclusive|local yyyy-MM-dd'T'HH:mm:sszzz}", "2025-11-01", "2025-11-02T00:00:00-05:00")]
    [InlineData("{period.end:exclusive|local yyyy-MM-dd'T'HH:mm:sszzz}", "2025-11-02", "2025-11-03T00:00:00-06:00")]
    [InlineData("{period.end:exclusive|utc}", "2024-02-29", "2024-03-01T06:00:00Z")]
    [InlineData("{period.end:exclusive|utc}", "2025-09-30", "2025-10-01T05:00:00Z")]
    [InlineData("{period.end:utc yyyyMMddHHmm}", "2025-09-30", "202509300500")]
    public void End_WrittenAndReadBack_IsTheSameDay(string placeholder, string end, string written)
    {
        var last = DateOnly.Parse(end, CultureInfo.InvariantCulture);

        var (text, read) = ThereAndBack(placeholder, new UsagePeriod(last.AddDays(-30), last));

        Assert.Equal(written, text);
        Assert.Equal(new UsagePeriod(last.AddDays(-30), last), read.Inquiry.Lines[0].Period);
    }

    // The year that is asked for stays the year of the inquiry, whatever its end is called.
    [Theory]
    [InlineData("2025-01-01", "2025-12-31", 365)]
    [InlineData("2024-01-01", "2024-12-31", 366)]
    [InlineData("2024-03-01", "2025-02-28", 365)]
    public void FullYear_WithAnEndThatIsExcluded_IsNotRefused(string start, string end, int days)
    {
        var period = new UsagePeriod(
            DateOnly.Parse(start, CultureInfo.InvariantCulture), DateOnly.Parse(end, CultureInfo.InvariantCulture));
        var inquiry = TemplateFixture.Request(change: line => line with { Period = period }).Inquiry;

        Assert.Equal(days, period.Days);
        Assert.Empty(Format("<R><A>{period.start}</A><B>{period.end:exclusive}</B></R>").CheckInquiry(inquiry));
        Assert.Equal(period, ThereAndBack("{period.end:exclusive}", period).Read.Inquiry.Lines[0].Period);
    }

    [Fact]
    public void LastDayOfAll_HasNoDayAfter_IsRefused() =>
        Assert.Throws<WireFormatException>(() =>
            ThereAndBack("{period.end:exclusive}", new UsagePeriod(DateOnly.MaxValue, DateOnly.MaxValue)));

    [Theory]
    [InlineData("{requestId:guid}", "01a22ced-3cda-79f8-bffb-97d530aad1d6")]
    [InlineData("urn:uuid:{requestId:guid}", "urn:uuid:01a22ced-3cda-79f8-bffb-97d530aad1d6")]
    public void Guid_OfTheInquiry_IsTheSameNumberAtEachSendingAndReadBack(string placeholder, string written)
    {
        var period = TemplateFixture.Line(1).Period;

        Assert.Equal(written, ThereAndBack("{period.end}", period, placeholder).Text.Split(' ')[1]);
        Assert.Equal(Number, ThereAndBack("{period.end}", period, placeholder).Read.Header.RequestId.Value);
    }

    // The check before anything is sent knows no number yet: it must not take the one that it tries for a wrong one.
    [Fact]
    public void CheckInquiry_NumbersAsGuids_FindsNothing() =>
        Assert.Empty(
            Format("<R a='{messageId:guid}'><A>urn:uuid:{requestId:guid}</A></R>").CheckInquiry(TemplateFixture.Request().Inquiry));

    // One of the user's own that would come back as another number can't be found again.
    [Theory]
    [InlineData("order 7")]
    [InlineData("01A22CED3CDA79F8BFFB97D530AAD1D6")]
    [InlineData("01a22ced-3cda-79f8-bffb-97d530aad1d6")]
    public void Guid_NumberThatWouldComeBackAsAnother_IsRefused(string requestId)
    {
        var message = TemplateFixture.Request();
        message = message with { Header = message.Header with { RequestId = RequestId.Parse(requestId) } };

        Assert.Equal(
            "bad-value",
            Assert.Throws<WireFormatException>(() => TemplateFixture.Write(MessageKind.Request, "<R>{requestId:guid}</R>", message)).Code);
    }

    private static (string Text, InquiryMessage Read) ThereAndBack(string end, UsagePeriod period, string requestId = "{requestId}")
    {
        var template = TemplateFixture.Compile(
            MessageKind.Request, $"<R xmlns:uhit='urn:uhit:template'><L uhit:each='line'><A>{{period.start}}</A><E>{{esiId}}</E><B>{end}</"
                + $"B></L><N>{requestId}</N></R>", out var problems);
        Assert.Empty(problems);
        var message = TemplateFixture.Request(change: line => line with { Period = period });
        message = message with { Header = message.Header with { RequestId = RequestId.Parse(Number) } };
        var written = XElement.Parse(TemplateFixture.Write(template!, message));
        var text = written.Element("L")!.Element("B")!.Value
            + (requestId == "{requestId}" ? string.Empty : " " + written.Element("N")!.Value);
        return (text, new MatchedMessages(
            new FakeTimeProvider(TemplateFixture.Now), CentralTime.Zone).Inquiry(new TemplateMatcher(template!.Root).Read([written])));
    }

    private static SimulatedWireFormat Format(string template)
    {
        using var folder = new ContractFolder();
        folder.Write("t.xml", template);
        folder.Write(
            MappedContract.FileName, "{ \"id\": \"t\", \"messages\": { \"request\": { \"action\": \"a\", \"template\": \"t.xml\", "
                + "\"answer\": { \"empty\": 202 } } } }");
        return MappedContract.Load(folder.Path).WireFormat;
    }
}
