using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Inquiries.Rules;
using Uhit.Client.Inquiries.Text;

namespace Uhit.Client.Tests.Inquiries;

/// <summary>The edges of the rules that an inquiry keeps, and of the count of its deadlines.</summary>
public sealed class InquiryRulesBoundsTests
{
    private static readonly DateTimeOffset Noon = FactGenerators.Noon;
    private static readonly AuthenticationId Duns = AuthenticationId.Parse("957877905");

    [Theory]
    [InlineData("5550100123", true)]
    [InlineData("(713) 555-0100", true)]
    [InlineData("713-555-010", false)]
    [InlineData("\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661", false)] // digits of another script
    public void Telephone_TenDigits(string telephone, bool expected) => AssertCode(
        expected ? null : InquiryErrorCode.InvalidTelephone, With(a => a with { Telephone = telephone }));

    [Theory]
    [InlineData("2026-01-07", "2026-01-07", null)]
    [InlineData("2026-01-02", null, null)]
    [InlineData("2026-01-08", null, "AuthorizationInFuture")]
    [InlineData("2026-01-02", "2026-01-06", "AuthorizationExpired")]
    [InlineData("2026-01-02", "2026-01-01", "AuthorizationExpired")]
    public void Authorization_ItsDays(string signed, string? expires, string? code) => AssertCode(
        code is null ? null : new InquiryErrorCode(code),
        With(a => a with { AuthorizedOn = DateOnly.Parse(signed), ExpiresOn = expires is null ? null : DateOnly.Parse(expires) }));

    // Expired before it was signed: a mistake in one of the two days, though both are to come.
    [Fact]
    public void Authorization_EndsBeforeItWasSigned_IsExpired()
    {
        var errors = Validate(InquirySamples.Line() with
        {
            Authorization = InquirySamples.Line().Authorization with
            {
                AuthorizedOn = new DateOnly(2026, 2, 2),
                ExpiresOn = new DateOnly(2026, 2, 1),
            },
        });
        Assert.Equal(["AuthorizationInFuture", "AuthorizationExpired"], errors.Select(error => error.Code.Value));
    }

    [Theory]
    [InlineData("2026-01-05", "2026-01-06", "PeriodTooShort")]
    [InlineData("2026-01-05", "2026-01-07", null)]
    [InlineData("2025-01-08", "2026-01-07", null)]
    [InlineData("2025-01-07", "2026-01-07", "PeriodTooLong")]
    [InlineData("2026-01-05", "2026-01-08", "PeriodInFuture")]
    [InlineData("9999-12-30", "9999-12-31", "PeriodTooShort PeriodInFuture")]
    public void Period_ThreeDaysToAYearAndNotToCome(string start, string end, string? codes)
    {
        var period = new UsagePeriod(DateOnly.Parse(start), DateOnly.Parse(end));
        Assert.Equal(codes ?? "", string.Join(' ', Validate(InquirySamples.Line() with { Period = period }).Select(error => error.Code)));
    }

    [Theory]
    [InlineData(1, "NoUsageRequested", RequestedUsage.None)]
    [InlineData(0, "", RequestedUsage.Billing)]
    [InlineData(0, "", RequestedUsage.Interval)]
    [InlineData(0, "", RequestedUsage.BillingAndInterval)]
    [InlineData(1, "InvalidUsageRequested", (RequestedUsage)4)]
    [InlineData(1, "InvalidUsageRequested", (RequestedUsage)7)]
    [InlineData(1, "InvalidUsageRequested", (RequestedUsage)(-1))]
    public void RequestedUsage_OfTheKindsThatThereAre(int count, string code, RequestedUsage requested)
    {
        var errors = Validate(InquirySamples.Line() with { RequestedUsage = requested });
        Assert.Equal(count, errors.Count);
        Assert.All(errors, error => Assert.Equal(code, error.Code.Value));
    }

    [Fact]
    public void EsiId_AskedForTwice_NamesTheFirstLine()
    {
        var other = InquirySamples.Line(EsiId.Parse("1008901000000000000002"));
        var error = Assert.Single(Validate(other, InquirySamples.Line(), InquirySamples.Line()));
        Assert.Equal((InquiryErrorCode.DuplicateEsiId, "Lines[2].EsiId", 3), (error.Code, error.Field, error.LineNumber));
        Assert.Contains("in line 2 already", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Territory_AnyOfItsPrefixes_IsInside()
    {
        var rules = new InquiryRules { TerritoryPrefixes = ["1044372", "1008901"] };
        Assert.Empty(rules.Validate(InquirySamples.Inquiry(), Duns, new FakeTimeProvider(Noon)));
        var outside = Assert.Single((rules with { TerritoryPrefixes = ["1044372", "1044373"] })
            .Validate(InquirySamples.Inquiry(), Duns, new FakeTimeProvider(Noon)));
        Assert.Contains("(1044372, 1044373)", outside.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_MostAndOneMore()
    {
        var lines = Enumerable.Range(1, 501).Select(n => InquirySamples.Line(EsiId.Parse($"1008901000000000000{n:D3}"))).ToArray();
        Assert.Empty(Validate(lines[..500]));
        Assert.Equal(InquiryErrorCode.TooManyLines, Assert.Single(Validate(lines)).Code);
    }

    [Fact]
    public void Texts_LongestAndOneMore_CountedInCharacters()
    {
        Assert.Empty(Validate(With(a => a with { CustomerName = new string('a', 200) })));
        AssertCode(InquiryErrorCode.TextTooLong, With(a => a with { CustomerName = new string('a', 201) }));
        AssertCode(InquiryErrorCode.TextTooLong, With(a => a with { Company = string.Concat(Enumerable.Repeat("\U0001F50C", 201)) }));
    }

    // One mistake is told once: a text that can't be sent is not looked at further.
    [Fact]
    public void Texts_ThatCannotBeSent_AreToldOnce()
    {
        AssertCode(InquiryErrorCode.MissingField, With(a => a with { Telephone = " " }));
        AssertCode(InquiryErrorCode.TextTooLong, With(a => a with { Telephone = new string('x', 201) }));
        AssertCode(InquiryErrorCode.InvalidText, With(a => a with { Telephone = "1\t2" }));
        AssertCode(InquiryErrorCode.MissingField, With(a => a with { Email = "" }));
        AssertCode(InquiryErrorCode.TextTooLong, With(a => a with { Email = new string('x', 201) }));
        AssertCode(
            InquiryErrorCode.MissingField,
            InquirySamples.Line() with { ServiceAddress = InquirySamples.Line().ServiceAddress with { State = "" } });
        AssertCode(
            InquiryErrorCode.MissingField,
            InquirySamples.Line() with { ServiceAddress = InquirySamples.Line().ServiceAddress with { PostalCode = "" } });
        var reference = InquirySamples.Inquiry() with { ClientReference = new string('x', 200) };
        Assert.Empty(new InquiryRules().Validate(reference, Duns, new FakeTimeProvider(Noon)));
    }

    // Each of these is sent, so each is looked at again before an inquiry that was stored is.
    [Fact]
    public void DamagedText_AnyTextThatIsSent_NamesItsLine()
    {
        var good = InquirySamples.Line() with
        {
            ServiceAddress = InquirySamples.Line().ServiceAddress with { Line2 = "2" },
            Authorization = InquirySamples.Line().Authorization with
            {
                Title = "Owner",
                Company = "Bakery",
                AuthorizedRecipient = "Us",
                EvidenceReference = "lost \uFFFD, but not sent",
            },
        };
        var (address, authorization) = (good.ServiceAddress, good.Authorization);
        const string Lost = "a\uFFFDb";
        InquiryLine[] damaged =
        [
            good with { ServiceAddress = address with { Line1 = Lost } },
            good with { ServiceAddress = address with { Line2 = Lost } },
            good with { ServiceAddress = address with { City = Lost } },
            good with { ServiceAddress = address with { State = Lost } },
            good with { ServiceAddress = address with { PostalCode = Lost } },
            good with { Authorization = authorization with { CustomerName = Lost } },
            good with { Authorization = authorization with { AuthorizedBy = Lost } },
            good with { Authorization = authorization with { Title = Lost } },
            good with { Authorization = authorization with { Company = Lost } },
            good with { Authorization = authorization with { Telephone = Lost } },
            good with { Authorization = authorization with { Email = Lost } },
            good with { Authorization = authorization with { AuthorizedRecipient = "a\u0000" } },
        ];

        Assert.Null(DamagedText.LineOf(InquirySamples.Inquiry(good, good)));
        Assert.All(damaged, line =>
        {
            Assert.Equal(2, DamagedText.LineOf(InquirySamples.Inquiry(good, line)));
            Assert.Equal(1, DamagedText.LineOf(InquirySamples.Inquiry(line, line)));
        });
    }

    [Theory]
    [InlineData("a\U0001F50Cb", false)]
    [InlineData("a\u200Bb", false)] // not seen, but carried
    [InlineData("a\tb", true)]
    [InlineData("a\u0085b", true)]
    [InlineData("a\uFFFEb", true)]
    [InlineData("a\uFFFFb", true)]
    [InlineData("a\uFFFDb", true)]
    [InlineData(null, false)]
    public void IsDamaged_WhatXmlCannotCarry(string? text, bool expected) => Assert.Equal(expected, TextRules.IsDamaged(text));

    [Fact]
    public void IsDamaged_HalfOfACharacter()
    {
        foreach (var half in new[] { '\ud83d', '\udd0c' })
        {
            Assert.All([$"{half}", $"{half}a", $"a{half}", $"\U0001F50C{half}"], text => Assert.True(TextRules.IsDamaged(text)));
        }

        Assert.True(TextRules.IsDamaged("\udd0c\ud83d"));
    }

    [Theory]
    [InlineData("pat@exa-mple.com", true)]
    [InlineData("pat@example-.com", false)]
    [InlineData("pat@example.-com", false)]
    [InlineData("pat@example.com-", false)]
    [InlineData("pat@1.2", false)]
    [InlineData("pat@1.2a", true)]
    [InlineData("pat@a.b.3", false)]
    [InlineData("pat@3.4.com", true)]
    [InlineData("!#$%&'*+/=?^_`{|}~-@a.b", true)]
    [InlineData("pat(x)@a.b", false)]
    [InlineData("pat.@a.b", false)]
    [InlineData("pat@a_b.com", false)]
    public void Email_NameAndDomain(string text, bool expected) => Assert.Equal(expected, EmailRule.IsValid(text));

    [Fact]
    public void Email_LongestAndOneMore()
    {
        // 254 characters: what mail carries.
        var longest = "a@" + new string('b', 63) + "." + new string('c', 63) + "." + new string('d', 63) + "." + new string('e', 60);
        Assert.Equal(254, longest.Length);
        Assert.True(EmailRule.IsValid(longest));
        Assert.False(EmailRule.IsValid(longest + "e"));
    }

    // CNP's clock may be off by a day; a receipt that is further from every send than that is no time to count from.
    [Theory]
    [InlineData(-24, 0, true)]
    [InlineData(-24, -1, false)]
    [InlineData(29, 0, true)] // a day after the second send
    [InlineData(29, 1, false)]
    public void Deadlines_ReceiptBesideTheSends_WithinADay(int hours, long ticks, bool counts)
    {
        var received = Noon.AddHours(hours).AddTicks(ticks);
        var ledger = InquiryLedger.Empty.Apply(new SendStarted(1, Noon, MessageId.Parse("m1")))
            .Apply(new SendStarted(2, Noon.AddHours(5), MessageId.Parse("m2"))).Apply(Answer(received));

        Assert.Equal((counts ? received : Noon).AddHours(72), InquiryDeadlines.Of(ledger, new ErcotHolidayCalendar()).DueAt);
    }

    // An inquiry of an import has no send of ours: any year that is none of a clock that was never set.
    [Theory]
    [InlineData(2000, false)]
    [InlineData(2001, true)]
    [InlineData(8999, true)]
    [InlineData(9000, false)]
    public void Deadlines_ReceiptWithoutASend_OfAYearThatCanBe(int year, bool counts)
    {
        var received = new DateTimeOffset(year, 6, 1, 0, 0, 0, TimeSpan.Zero);
        var deadlines = InquiryDeadlines.Of(InquiryLedger.Empty.Apply(Answer(received)), new ErcotHolidayCalendar());
        Assert.Equal(counts ? received.AddHours(72) : null, deadlines.DueAt);
    }

    [Fact]
    public void ReportDeadlines_EachOnceAndNotBeforeItsTime()
    {
        var record = FactGenerators.Record(FactGenerators.Inquiry)
            .Apply(new SendStarted(1, Noon, MessageId.Parse("m1")), Noon, new ErcotHolidayCalendar()).Record;
        var (due, overdue) = (record.DueAt!.Value, record.OverdueAt!.Value);

        Assert.Null(record.ReportDeadlines(due.AddTicks(-1)));
        Assert.Equal("InquiryDue due:r", Told(record.ReportDeadlines(due), due));
        Assert.Equal("InquiryDue due:r", Told(record.ReportDeadlines(overdue.AddTicks(-1)), due));
        Assert.Equal("InquiryDue due:r,InquiryOverdue overdue:r", Told(record.ReportDeadlines(overdue), due));
        var told = record.ReportDeadlines(due)!.Record;
        Assert.Equal((true, false), (told.DueReported, told.OverdueReported));
        Assert.Null(told.ReportDeadlines(overdue.AddTicks(-1)));
        Assert.Equal("InquiryOverdue overdue:r", Told(told.ReportDeadlines(overdue), overdue));
        var both = told.ReportDeadlines(overdue)!.Record;
        Assert.Equal((true, true), (both.DueReported, both.OverdueReported));
        Assert.Null(both.ReportDeadlines(overdue.AddYears(1)));
        Assert.Null((record with { IsFinished = true }).ReportDeadlines(overdue));

        static string Told(InquiryChange? change, DateTimeOffset first)
        {
            Assert.Equal(first, change!.Events[0].OccurredAt);
            return string.Join(',', change.Events.Select(e => $"{e.Kind} {e.Key}"));
        }
    }

    [Theory]
    [InlineData("2026-03-08", 92)]
    [InlineData("2026-11-01", 100)]
    [InlineData("2026-01-07", 96)]
    public void CentralTime_DayOfAClockChange_HasItsQuarterHours(string day, int quarters)
    {
        var date = DateOnly.Parse(day);
        Assert.Equal(quarters, CentralTime.QuarterHoursOf(date));
        Assert.Equal(date, CentralTime.DateOf(CentralTime.StartOf(date)));
        Assert.Equal(date.AddDays(-1), CentralTime.DateOf(CentralTime.StartOf(date).AddTicks(-1)));
    }

    [Fact]
    public void CentralTime_Find_TakesTheNameThatThisSystemKnows()
    {
        List<string> asked = [];
        Assert.Same(TimeZoneInfo.Utc, CentralTime.Find(name =>
        {
            asked.Add(name);
            return asked.Count > 1 ? TimeZoneInfo.Utc : throw new TimeZoneNotFoundException();
        }));
        Assert.Equal(["America/Chicago", "Central Standard Time"], asked);
        foreach (var failure in new Exception[]
        {
            new TimeZoneNotFoundException(), new InvalidTimeZoneException(), new IOException(), new UnauthorizedAccessException(),
        })
        {
            Assert.Contains(
                "tzdata", Assert.Throws<TimeZoneNotFoundException>(() => CentralTime.Find(_ => throw failure)).Message,
                StringComparison.Ordinal);
        }

        Assert.Throws<NotSupportedException>(() => CentralTime.Find(_ => throw new NotSupportedException()));
        Assert.Null(CentralTime.Problem);
    }

    [Fact]
    public void UsagePeriod_YearEnding_IsOneYearAtMost()
    {
        Assert.Equal(new UsagePeriod(new(2025, 1, 1), new(2025, 12, 31)), UsagePeriod.YearEnding(new(2025, 12, 31)));
        Assert.Equal(new UsagePeriod(new(2024, 3, 1), new(2025, 2, 28)), UsagePeriod.YearEnding(new(2025, 2, 28)));
        Assert.Equal(new UsagePeriod(new(2023, 3, 1), new(2024, 2, 29)), UsagePeriod.YearEnding(new(2024, 2, 29)));
        Assert.Equal((365, 366), (UsagePeriod.YearEnding(new(2025, 12, 31)).Days, UsagePeriod.YearEnding(new(2024, 12, 31)).Days));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData(" TRUE ", true)]
    [InlineData("yes", true)]
    [InlineData("false", false)]
    [InlineData("No", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void YesOrNo_AsItIsWritten(string? text, bool expected)
    {
        List<InquiryError> errors = [];
        Assert.Equal(expected, FieldText.YesOrNo(text, "Obtained", new ErrorList(errors, "", null)));
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("y")]
    [InlineData("1")]
    [InlineData("trueyes")]
    public void YesOrNo_AnythingElse_IsToldAndCountsAsNo(string text)
    {
        List<InquiryError> errors = [];
        Assert.False(FieldText.YesOrNo(text, "Obtained", new ErrorList(errors, "", null)));
        var error = Assert.Single(errors);
        Assert.Equal(("Obtained", null, "Obtained is true, false, yes or no."), (error.Field, error.LineNumber, error.Message));
    }

    [Theory]
    [InlineData("billing", RequestedUsage.Billing)]
    [InlineData(" Interval ", RequestedUsage.Interval)]
    [InlineData("BILLINGANDINTERVAL", RequestedUsage.BillingAndInterval)]
    public void Usage_AsItIsWritten(string text, RequestedUsage expected)
    {
        List<InquiryError> errors = [];
        Assert.Equal(expected, FieldText.Usage(text, "RequestedUsage", new ErrorList(errors, "", null)));
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("unlimited", null)]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    [InlineData("2026-02-03", "2026-02-03")]
    public void Expiry_AsItIsWritten(string? text, string? expected)
    {
        List<InquiryError> errors = [];
        DateOnly? day = expected is null ? null : DateOnly.Parse(expected);
        Assert.Equal(day, FieldText.Expiry(text, "ExpiresOn", new ErrorList(errors, "", null)));
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("1008901023456780000000.5", "as a number")]
    [InlineData("1'008'901", "as a number")]
    [InlineData("1.5e-3", "as a number")]
    [InlineData("1008901", "is none")]
    public void EsiId_ThatASpreadsheetMadeANumberOf_SaysSo(string text, string words)
    {
        List<InquiryError> errors = [];
        FieldText.EsiId(text, "EsiId", new ErrorList(errors, "Lines[0]", 1));
        Assert.Contains(words, Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Lines[0]", "City", "Lines[0].City")]
    [InlineData("", "City", "City")]
    [InlineData("Lines[0]", "", "Lines[0]")]
    public void ErrorList_PathOfAField(string path, string field, string expected)
    {
        List<InquiryError> errors = [];
        new ErrorList(errors, path, null).Add(InquiryErrorCode.MissingField, field, "x");
        new ErrorList(errors, path, 3).Under(field).Add(InquiryErrorCode.MissingField, "", "x");
        Assert.Equal([$"{expected}: x", $"{expected}: Line 3: x"], errors.Select(error => $"{error.Field}: {error.Message}"));
    }

    [Fact]
    public void Parse_LineThatIsMissing_IsNamed()
    {
        var error = Assert.Single(InquiryTextParser.Parse([null!], null).Errors);
        Assert.Equal((InquiryErrorCode.MissingField, "Lines[0]", 1), (error.Code, error.Field, error.LineNumber));
    }

    [Fact]
    public void Split_ByWhatARequestMayHave()
    {
        var first = InquirySamples.Line(EsiId.Parse("1008901000000000000001"));
        var second = InquirySamples.Line(EsiId.Parse("1008901000000000000002"));
        InquiryLine[] other =
        [
            second with { Period = new UsagePeriod(new(2025, 1, 1), new(2025, 1, 31)) },
            second with { RequestedUsage = RequestedUsage.Billing },
            second with { Authorization = second.Authorization with { Title = "Owner" } },
        ];
        InquiryShape[] shapes =
            [new() { OnePeriod = true }, new() { OneUsage = true }, new() { OneAuthorization = true }];
        string[] reasons = ["one period for all lines", "one kind of usage for all lines", "one authorization for all lines"];
        for (var at = 0; at < shapes.Length; at++)
        {
            var inquiry = InquirySamples.Inquiry(other[at], first) with { ClientReference = "ours" };
            Assert.Equal(["ours/1", "ours/2"], InquirySplitter.Split(inquiry, shapes[at]).Select(part => part.ClientReference));
            Assert.Equal([first], InquirySplitter.Split(inquiry, shapes[at])[0].Lines); // in the order of their ESI IDs
            Assert.Contains($"has {reasons[at]}. Ask", InquirySplitter.Refuse(inquiry, shapes[at])!.Message, StringComparison.Ordinal);
            Assert.Same(inquiry, Assert.Single(InquirySplitter.Split(inquiry, InquiryShape.Any)));
            Assert.Null(InquirySplitter.Refuse(inquiry, shapes[(at + 1) % 3]));
        }

        // Of a shape that has all three, and of lines that differ in more than is asked for, only what does not fit is named.
        var all = new InquiryShape { OnePeriod = true, OneUsage = true, OneAuthorization = true, MaxLines = 2 };
        for (var at = 0; at < other.Length; at++)
        {
            var refused = InquirySplitter.Refuse(InquirySamples.Inquiry(other[at], first), all)!;
            Assert.Contains($"has {reasons[at]}. Ask", refused.Message, StringComparison.Ordinal);
            Assert.Contains(
                $"has {reasons[at]}. Ask",
                InquirySplitter.Refuse(InquirySamples.Inquiry([first, .. other]), shapes[at])!.Message,
                StringComparison.Ordinal);
        }

        Assert.Contains(
            $"has {string.Join(" and ", reasons)} and at most 2 lines. Ask",
            InquirySplitter.Refuse(InquirySamples.Inquiry([first, .. other]), all)!.Message,
            StringComparison.Ordinal);
        var two = InquirySamples.Inquiry(first, second);
        Assert.Null(InquirySplitter.Refuse(two, new InquiryShape { MaxLines = 2 }));
        Assert.Same(two, Assert.Single(InquirySplitter.Split(two, new InquiryShape { MaxLines = 2 })));
        Assert.Contains(
            "has one line. Ask", InquirySplitter.Refuse(two, new InquiryShape { MaxLines = 1 })!.Message, StringComparison.Ordinal);
        Assert.Equal([null, null], InquirySplitter.Split(two, new InquiryShape { MaxLines = 1 }).Select(part => part.ClientReference));
    }

    [Fact]
    public void Snapshot_ErrorsOfAnAnswer_AreOfTheWholeUnlessTheirLineIsThere()
    {
        ReportedError[] errors = [.. new int?[] { null, 0, 1, 2, 3, -1 }.Select(line =>
            new ReportedError { Code = $"X{line}", Description = "", LineNumber = line })];
        var answer = new Acknowledgement
        {
            RequestId = RequestId.Parse("r"),
            ReceivedAt = Noon,
            Status = AcknowledgementStatus.Rejected,
            Errors = errors,
        };
        var snapshot = FactGenerators.SnapshotOf(InquiryLedger.Empty.Apply(new Acknowledged(new MessageOrder(Noon, "a"), answer, 1)));

        Assert.Equal(["X", "X0", "X3", "X-1"], snapshot.Errors.Select(error => error.Code));
        Assert.Equal(["X1", "X2"], snapshot.Lines.Select(line => Assert.Single(line.Errors).Code));
    }

    private static Acknowledged Answer(DateTimeOffset received) => new(
        new MessageOrder(received, "a"),
        new Acknowledgement { RequestId = RequestId.Parse("r"), ReceivedAt = received, Status = AcknowledgementStatus.Accepted },
        1);

    private static InquiryLine With(Func<CustomerAuthorization, CustomerAuthorization> change) =>
        InquirySamples.Line() with { Authorization = change(InquirySamples.Line().Authorization) };

    private static void AssertCode(InquiryErrorCode? code, InquiryLine line) =>
        Assert.Equal(code is { } one ? [one] : [], Validate(line).Select(error => error.Code));

    private static IReadOnlyList<InquiryError> Validate(params InquiryLine[] lines) =>
        new InquiryRules().Validate(new UsageHistoryInquiry { Lines = lines }, Duns, new FakeTimeProvider(Noon));
}
