using System.Reflection;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Inquiries;

namespace Uhit.Client.Tests.Inquiries;

public sealed class InquiryValidatorTests
{
    private static readonly AuthenticationId Duns = AuthenticationId.Parse("957877905");

    [Fact]
    public void Validate_InquiryThatKeepsEveryRule_FindsNothing() => Assert.Empty(Validate(InquirySamples.Line()));

    public static TheoryData<string, string, Func<InquiryLine, InquiryLine>> BrokenLines { get; } = new()
    {
        { "MissingField", "EsiId", line => line with { EsiId = default } },
        { "NotInTerritory", "EsiId", line => line with { EsiId = EsiId.Parse("10443720000000001") } },
        { "MissingField", "ServiceAddress", line => line with { ServiceAddress = null! } },
        { "MissingField", "ServiceAddress.City", line => line with { ServiceAddress = line.ServiceAddress with { City = "  " } } },
        { "InvalidText", "ServiceAddress.Line2", line => line with { ServiceAddress = line.ServiceAddress with { Line2 = "" } } },
        { "InvalidText", "ServiceAddress.Line1", line => line with { ServiceAddress = line.ServiceAddress with { Line1 = "1\tMain" } } },
        { "InvalidText", "ServiceAddress.Line1",
            line => line with { ServiceAddress = line.ServiceAddress with { Line1 = "1 \uD800 Main" } } },
        { "TextTooLong", "ServiceAddress.Line1",
            line => line with { ServiceAddress = line.ServiceAddress with { Line1 = new string('x', 201) } } },
        { "UnlikelyEsiId", "EsiId", line => line with { EsiId = EsiId.Parse("1008901023456780000000") } },
        { "UnlikelyEsiId", "EsiId", line => line with { EsiId = EsiId.Parse("1008901000000000000000") } },
        { "UnlikelyEsiId", "EsiId", line => line with { EsiId = EsiId.Parse("100890100000000000001") } },
        { "UnlikelyEsiId", "EsiId", line => line with { EsiId = EsiId.Parse("10089010000000000000001") } },
        { "UnlikelyEsiId", "EsiId", line => line with { EsiId = EsiId.Parse("10089011") } },
        { "InvalidText", "Authorization.CustomerName", line => With(line, a => a with { CustomerName = "Pe\uFFFDa Bakery" }) },
        { "InvalidText", "Authorization.CustomerName", line => With(line, a => a with { CustomerName = "\u202DBakery" }) },
        { "InvalidText", "Authorization.Telephone", line => With(line, a => a with { Telephone = "\u202D7135550100\u202C" }) },
        { "InvalidText", "Authorization.Email", line => With(line, a => a with { Email = "pat@example.com\u200B" }) },
        { "InvalidText", "Authorization.AuthorizedBy", line => With(line, a => a with { AuthorizedBy = "Pat\u001B[31m" }) },
        { "InvalidText", "Authorization.Company", line => With(line, a => a with { Company = "\uFEFFBakery" }) },
        { "InvalidText", "Authorization.AuthorizedRecipient", line => With(line, a => a with { AuthorizedRecipient = "A\uFFFE" }) },
        { "InvalidText", "Authorization.EvidenceReference", line => With(line, a => a with { EvidenceReference = "a\uDC00" }) },
        { "InvalidText", "ServiceAddress.City",
            line => line with { ServiceAddress = line.ServiceAddress with { City = "Hous\u00ADton" } } },
        { "InvalidText", "ServiceAddress.PostalCode",
            line => line with { ServiceAddress = line.ServiceAddress with { PostalCode = "77002\u200E" } } },
        { "NoUsageRequested", "RequestedUsage", line => line with { RequestedUsage = RequestedUsage.None } },
        { "InvalidUsageRequested", "RequestedUsage", line => line with { RequestedUsage = (RequestedUsage)5 } },
        { "MissingField", "Period", line => line with { Period = default } },
        { "PeriodTooShort", "Period", line => line with { Period = Days("2025-12-01", "2025-12-02") } },
        { "PeriodTooLong", "Period", line => line with { Period = Days("2024-12-31", "2025-12-31") } },
        { "PeriodInFuture", "Period", line => line with { Period = Days("2026-01-01", "2026-01-08") } },
        { "AuthorizationMissing", "Authorization", line => line with { Authorization = null! } },
        { "AuthorizationNotObtained", "Authorization.Obtained", line => With(line, a => a with { Obtained = false }) },
        { "MissingField", "Authorization.CustomerName", line => With(line, a => a with { CustomerName = null! }) },
        { "MissingField", "Authorization.AuthorizedBy", line => With(line, a => a with { AuthorizedBy = "" }) },
        { "MissingField", "Authorization.AuthorizedOn", line => With(line, a => a with { AuthorizedOn = default }) },
        { "AuthorizationInFuture", "Authorization.AuthorizedOn",
            line => With(line, a => a with { AuthorizedOn = new DateOnly(2026, 1, 8) }) },
        { "AuthorizationExpired", "Authorization.ExpiresOn", line => With(line, a => a with { ExpiresOn = new DateOnly(2026, 1, 6) }) },
        { "InvalidTelephone", "Authorization.Telephone", line => With(line, a => a with { Telephone = "555-0100" }) },
        { "InvalidEmail", "Authorization.Email", line => With(line, a => a with { Email = "pat@example" }) },
        { "TextTooLong", "Authorization.Title", line => With(line, a => a with { Title = new string('x', 201) }) },
    };

    [Theory]
    [MemberData(nameof(BrokenLines), DisableDiscoveryEnumeration = true)]
    public void Validate_OneBrokenRule_NamesCodeFieldAndLine(string code, string field, Func<InquiryLine, InquiryLine> breakIt)
    {
        var error = Assert.Single(Validate(breakIt(InquirySamples.Line())));

        Assert.Equal((code, $"Lines[0].{field}", 1), (error.Code.Value, error.Field, error.LineNumber));
        Assert.StartsWith("Line 1: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\u200Bb", "U+200B")]
    [InlineData("a\uFFFDb", "U+FFFD")]
    [InlineData("a\nb", "line break")]
    [InlineData("a\u0000b", "control")]
    public void Validate_CharacterThatCannotBeSent_IsNamedButNotRepeated(string text, string expected)
    {
        var error = Assert.Single(Validate(With(InquirySamples.Line(), a => a with { CustomerName = text })));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.False(DisplayText.HasHidden(error.Message));
        Assert.DoesNotContain('\uFFFD', error.Message);
    }

    [Theory]
    [InlineData("1008901023456780000001")]
    [InlineData("1008901023456781000000")]
    [InlineData("1008901023456780000010")]
    [InlineData("1008901123456789012345")]
    public void Validate_WholeEsiId_IsLikely(string esiId) => Assert.Empty(Validate(InquirySamples.Line(EsiId.Parse(esiId))));

    [Theory]
    [InlineData("1008901023456780000000")]
    [InlineData("10089010234567")]
    public void Validate_UnlikelyEsiIdThatIsAllowed_FindsNothing(string esiId)
    {
        var validator = new InquiryValidator(new InquiryRules { AllowUnlikelyEsiIds = true }, new FakeTimeProvider(InquirySamples.Now));

        Assert.Empty(validator.Validate(InquirySamples.Inquiry(InquirySamples.Line(EsiId.Parse(esiId))), Duns));
    }

    // Others count their digits otherwise: Oncor's ESI IDs have 17.
    [Fact]
    public void Validate_OtherUtility_HasItsOwnLength()
    {
        var validator = new InquiryValidator(
            new InquiryRules { TerritoryPrefixes = ["1044372"] }, new FakeTimeProvider(InquirySamples.Now));

        Assert.Empty(validator.Validate(InquirySamples.Inquiry(InquirySamples.Line(EsiId.Parse("10443720000000001"))), Duns));
    }

    [Fact]
    public void Validate_ClientReferenceWithALostCharacter_IsFound()
    {
        foreach (var reference in new[] { "a\uFFFDb", "a\u200Bb", "a\uD800" })
        {
            var error = Assert.Single(new InquiryValidator(new InquiryRules(), new FakeTimeProvider(InquirySamples.Now)).Validate(
                InquirySamples.Inquiry() with { ClientReference = reference }, Duns));
            Assert.Equal((InquiryErrorCode.InvalidText, nameof(UsageHistoryInquiry.ClientReference)), (error.Code, error.Field));
        }
    }

    [Fact]
    public void Validate_LastAllowedValues_FindsNothing()
    {
        Assert.Empty(
            Validate(With(
                InquirySamples.Line(),
                a => a with { CustomerName = "Pe\u00F1a O\u2019Brien \u5317\u4EAC", EvidenceReference = new string('x', 5000) })));
        Assert.Empty(Validate(InquirySamples.Line() with { Period = Days("2026-01-05", "2026-01-07") }));
        Assert.Empty(Validate(InquirySamples.Line() with { Period = Days("2025-01-01", "2025-12-31") }));
        Assert.Empty(
            Validate(With(
                InquirySamples.Line(), a => a with { AuthorizedOn = new DateOnly(2026, 1, 7), ExpiresOn = new DateOnly(2026, 1, 7) })));
        Assert.Empty(
            Validate(With(InquirySamples.Line(), a => a with { CustomerName = string.Concat(Enumerable.Repeat("\U0001F50C", 200)) })));
    }

    [Theory]
    [InlineData("2024-02-29", "2025-02-27", true)]
    [InlineData("2024-02-29", "2025-02-28", false)]
    [InlineData("2023-03-01", "2024-02-29", true)]
    [InlineData("2023-02-28", "2024-02-28", false)]
    [InlineData("2024-01-01", "2024-12-31", true)]
    public void Validate_YearWithLeapDay_CountsToTheDayBeforeTheAnniversary(string start, string end, bool isAllowed) =>
        Assert.Equal(isAllowed, Validate(InquirySamples.Line() with { Period = Days(start, end) }).Count == 0);

    [Fact]
    public void Validate_YearEndingAnyDay_IsAllowedAndOneDayMoreIsNot() => Gen.Int[0, 8000].Sample(day =>
    {
        var year = UsagePeriod.YearEnding(new DateOnly(2004, 1, 1).AddDays(day));
        Assert.Empty(Validate(InquirySamples.Line() with { Period = year }));
        Assert.Equal(
            InquiryErrorCode.PeriodTooLong,
            Assert.Single(Validate(InquirySamples.Line() with { Period = new UsagePeriod(year.Start.AddDays(-1), year.End) })).Code);
    });

    [Fact]
    public void Validate_TodayIsTheDayInHouston_NotInUtc()
    {
        var lateEvening = new DateTimeOffset(2026, 1, 8, 4, 0, 0, TimeSpan.Zero);
        var period = Days("2026-01-01", "2026-01-08");

        Assert.Equal(
            InquiryErrorCode.PeriodInFuture, Assert.Single(Validate(lateEvening, InquirySamples.Line() with { Period = period })).Code);
        Assert.Empty(Validate(lateEvening.AddHours(2), InquirySamples.Line() with { Period = period }));
    }

    [Fact]
    public void Validate_ManyBrokenRules_FindsAllAtOnceLineByLine()
    {
        var broken = With(InquirySamples.Line(), a => a with { Email = "x", Telephone = "1", Obtained = false }) with
        {
            RequestedUsage = RequestedUsage.None,
        };

        var errors = Validate(broken, null!, InquirySamples.Line());

        Assert.Equal(
            [
                "1 NoUsageRequested", "1 InvalidTelephone", "1 InvalidEmail", "1 AuthorizationNotObtained", "2 MissingField",
                "3 DuplicateEsiId",
            ],
            errors.Select(error => $"{error.LineNumber} {error.Code}"));
        Assert.Equal("Lines[1]", errors[4].Field);
    }

    [Fact]
    public void Validate_NoLinesOrTooMany_IsAnErrorOfTheWhole()
    {
        var validator = new InquiryValidator(new InquiryRules { MaxLines = 1 }, new FakeTimeProvider(InquirySamples.Now));
        var two = InquirySamples.Inquiry(InquirySamples.Line(), InquirySamples.Line(EsiId.Parse("1008901000000000000002")));

        Assert.Equal(InquiryErrorCode.NoLines, Assert.Single(validator.Validate(new UsageHistoryInquiry { Lines = [] }, Duns)).Code);
        Assert.Equal(InquiryErrorCode.NoLines, Assert.Single(validator.Validate(new UsageHistoryInquiry { Lines = null! }, Duns)).Code);
        var tooMany = Assert.Single(validator.Validate(two, Duns));
        Assert.Equal((InquiryErrorCode.TooManyLines, "Lines", null), (tooMany.Code, tooMany.Field, tooMany.LineNumber));
    }

    [Theory]
    [InlineData("957877905", true)]
    [InlineData("9578779050001", true)]
    [InlineData("95-787-7905", false)]
    [InlineData("Acme Energy", false)]
    public void Validate_AuthenticationIdOfARep_IsADunsNumber(string id, bool isAllowed)
    {
        var inquiry = InquirySamples.Inquiry();
        var time = new FakeTimeProvider(InquirySamples.Now);

        Assert.Equal(isAllowed, new InquiryValidator(new InquiryRules(), time).Validate(inquiry, AuthenticationId.Parse(id)).Count == 0);
        Assert.Empty(new InquiryValidator(
            new InquiryRules { IsRetailElectricProvider = false }, time).Validate(inquiry, AuthenticationId.Parse(id)));
    }

    [Fact]
    public void Validate_NoAuthenticationId_IsMissing() => Assert.Equal(
        InquiryErrorCode.MissingField,
        Assert.Single(new InquiryValidator(
            new InquiryRules(), new FakeTimeProvider(InquirySamples.Now)).Validate(InquirySamples.Inquiry(), default)).Code);

    [Fact]
    public void Validate_TerritoryNotRequired_TakesOthers()
    {
        var validator = new InquiryValidator(new InquiryRules { RequireTerritory = false }, new FakeTimeProvider(InquirySamples.Now));

        Assert.Empty(validator.Validate(InquirySamples.Inquiry(InquirySamples.Line(EsiId.Parse("10443720000000001"))), Duns));
    }

    [Fact]
    public void Validate_ClientReferenceTooLong_IsAnError() => Assert.Equal("ClientReference", Assert.Single(
        new InquiryValidator(new InquiryRules(), new FakeTimeProvider(InquirySamples.Now))
            .Validate(InquirySamples.Inquiry() with { ClientReference = new string('x', 201) }, Duns)).Field);

    [Fact]
    public void Validate_PersonalData_IsInNoMessage()
    {
        var line = With(InquirySamples.Line(EsiId.Parse("10443720000009876")), a => a with { Email = "secret@", Telephone = "77" });

        Assert.All(Validate(line, line), error =>
        {
            Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("10443720000009876", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Codes_AllOfThem_AreInTheDocs()
    {
        var codes = typeof(InquiryErrorCode).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => (property.Name, ((InquiryErrorCode)property.GetValue(null)!).Value)).ToList();
        var docs = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference", "rules.md"));

        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Equal(code.Name, code.Value));
        Assert.All(codes, code => Assert.Contains($"| `{code.Value}` |", docs, StringComparison.Ordinal));
    }

    private static IReadOnlyList<InquiryError> Validate(params InquiryLine[] lines) => Validate(InquirySamples.Now, lines);

    private static IReadOnlyList<InquiryError> Validate(DateTimeOffset now, params InquiryLine[] lines) =>
        new InquiryValidator(new InquiryRules(), new FakeTimeProvider(now)).Validate(new UsageHistoryInquiry { Lines = lines }, Duns);

    private static UsagePeriod Days(string start, string end) => new(DateOnly.Parse(start), DateOnly.Parse(end));

    private static InquiryLine With(InquiryLine line, Func<CustomerAuthorization, CustomerAuthorization> change) =>
        line with { Authorization = change(line.Authorization) };
}
