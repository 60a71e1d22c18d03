using CsCheck;
using Uhit.Client.Inquiries.Text;

namespace Uhit.Client.Tests.Inquiries;

public sealed class InquiryTextParserTests
{
    private static readonly InquiryLineText Good = new()
    {
        EsiId = "'1008901 000000000000001",
        AddressLine1 = "1 Synthetic St",
        City = "Houston",
        PostalCode = "77002",
        RequestedUsage = "billingandinterval",
        StartDate = "2025-01-01",
        EndDate = "12/31/2025",
        CustomerName = " Synthetic Customer ",
        AuthorizedBy = "Pat Example",
        Title = " ",
        Telephone = "(713) 555-0100",
        Email = "pat@example.com",
        AuthorizedOn = "1/2/2026",
        ExpiresOn = "Unlimited",
        AuthorizationObtained = "YES",
    };

    [Fact]
    public void Parse_GoodTexts_MakesTheInquiry()
    {
        var parsed = InquiryTextParser.Parse([Good], " my-key ");
        var (inquiry, errors) = (parsed.Inquiry, parsed.Errors);

        Assert.Empty(errors);
        Assert.Equal("my-key", inquiry?.ClientReference);
        var expected = InquirySamples.Line() with { Period = new UsagePeriod(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)) };
        Assert.Equal(expected, Assert.Single(inquiry!.Lines));
    }

    [Fact]
    public void Parse_BadTexts_ReportsAllOfEveryLine()
    {
        var bad = Good with
        {
            EsiId = "1.00890E+21",
            StartDate = "31.12.2025",
            AuthorizationObtained = "perhaps",
            RequestedUsage = "Solar",
            ExpiresOn = "2026-13-01",
        };

        var parsed = InquiryTextParser.Parse([Good, bad, new InquiryLineText()], null);
        var (inquiry, errors) = (parsed.Inquiry, parsed.Errors);

        Assert.Null(inquiry);
        Assert.Equal(
            [
                "InvalidEsiId EsiId",
                "InvalidUsageRequested RequestedUsage",
                "InvalidDate StartDate",
                "InvalidDate ExpiresOn",
                "InvalidBoolean AuthorizationObtained",
            ],
            errors.Where(error => error.LineNumber == 2).Select(error => $"{error.Code} {error.Field["Lines[1].".Length..]}"));
        Assert.Equal(
            "EsiId AddressLine1 City PostalCode RequestedUsage StartDate EndDate CustomerName AuthorizedBy Telephone Email AuthorizedOn",
            string.Join(' ', errors.Where(error => error.LineNumber == 3).Select(error => error.Field["Lines[2].".Length..])));
    }

    [Theory]
    [InlineData("2025-03-02", "2025-03-01", "PeriodReversed Lines[0].Period")]
    [InlineData("2025-03-02", "soon", "InvalidDate Lines[0].EndDate")]
    [InlineData("soon", "2025-03-01", "InvalidDate Lines[0].StartDate")]
    public void Parse_PeriodThatIsNone_IsToldOnce(string start, string end, string expected)
    {
        var error = Assert.Single(InquiryTextParser.Parse([Good with { StartDate = start, EndDate = end }], null).Errors);

        Assert.Equal(expected, $"{error.Code} {error.Field}");
        Assert.StartsWith("Line 1: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-02-30")]
    [InlineData("02/30/2025")]
    [InlineData("2025-1-1")]
    [InlineData("20250101")]
    [InlineData("01/02/25")]
    [InlineData("2025-12-31T00:00:00Z", "time zone")]
    [InlineData("2025-12-31T00:00:00-06:00", "time zone")]
    [InlineData("2025-12-31 23:59:59", "time of day")]
    [InlineData("12/31/2025 12:00 PM", "time of day")]
    [InlineData("2025-12-31 midnight", "time of day")]
    [InlineData("45658", "number of a day")]
    [InlineData("1/31/25", "four digits")]
    [InlineData("31/01/2025", "day written first")]
    [InlineData("13/01/2025", "day written first")]
    [InlineData("31.1.2025", "day written first")]
    public void Parse_TextsThatAreNoDate_AreReported(string date, string hint = "")
    {
        var error = Assert.Single(InquiryTextParser.Parse([Good with { EndDate = date }], null).Errors);

        Assert.Equal(InquiryErrorCode.InvalidDate, error.Code);
        Assert.Contains(hint, error.Message, StringComparison.Ordinal);
        Assert.Contains("2025-01-31", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-12-31 00:00:00")]
    [InlineData("2025-12-31T00:00:00")]
    [InlineData("2025-12-31T00:00:00.000")]
    [InlineData("2025-12-31 00:00")]
    [InlineData("2025-12-31  0:00")]
    [InlineData("12/31/2025 0:00")]
    [InlineData("12/31/2025 12:00:00 AM")]
    [InlineData("12/31/2025 12:00:00\u202FAM")]
    [InlineData("\u00A012/31/2025\u00A012:00 am")]
    [InlineData("2025/12/31")]
    public void Parse_DayAsSpreadsheetsWriteIt_IsRead(string date)
    {
        var parsed = InquiryTextParser.Parse([Good with { EndDate = date }], null);
        var (inquiry, errors) = (parsed.Inquiry, parsed.Errors);

        Assert.Empty(errors);
        Assert.Equal(new DateOnly(2025, 12, 31), inquiry!.Lines[0].Period.End);
    }

    // The month first, as in Texas.
    [Fact]
    public void Parse_DayThatCouldBeEither_HasItsMonthFirst() =>
        Assert.Equal(
            new DateOnly(2025, 2, 1), InquiryTextParser.Parse([Good with { StartDate = "2/1/2025" }], null).Inquiry!.Lines[0].Period.Start);

    [Theory]
    [InlineData("1.0089E+21", "as a number")]
    [InlineData("1.00890123456789e+21", "as a number")]
    [InlineData("1,0089E+21", "as a number")]
    [InlineData("1E+21", "as a number")]
    [InlineData("1008901023456780000000.0", "as a number")]
    [InlineData("1,008,901,023,456,780,000,000", "as a number")]
    [InlineData("1008901\u200B000000000000001", "can't be seen")]
    [InlineData("123", "is none")]
    [InlineData("Main Street", "is none")]
    public void Parse_TextThatIsNoEsiId_SaysWhy(string text, string expected)
    {
        var error = Assert.Single(InquiryTextParser.Parse([Good with { EsiId = text }], null).Errors);

        Assert.Equal(InquiryErrorCode.InvalidEsiId, error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1008901\u00A0000000000000001\u00A0")]
    [InlineData("\t1008901000000000000001\r\n")]
    public void Parse_EsiIdWithBlanksOfAPage_IsRead(string text) =>
        Assert.Equal(InquirySamples.EsiId, InquiryTextParser.Parse([Good with { EsiId = text }], null).Inquiry!.Lines[0].EsiId);

    // U+017F is no s, though .NET's ToUpper makes an S of it.
    [Fact]
    public void Parse_LetterThatFoldsIntoAnother_IsNoAnswer()
    {
        var errors = InquiryTextParser.Parse([Good with { AuthorizationObtained = "ye\u017f" }], null).Errors;

        Assert.Contains(errors, error => error.Code == InquiryErrorCode.InvalidBoolean);
    }

    [Fact]
    public void Parse_AnyTexts_GivesAnInquiryOrErrors() => Gen.String.Array[6].Sample(texts =>
    {
        var line = Good with
        {
            EsiId = texts[0],
            RequestedUsage = texts[1],
            StartDate = texts[2],
            ExpiresOn = texts[3],
            AuthorizationObtained = texts[4],
            Email = texts[5],
        };
        var parsed = InquiryTextParser.Parse([line], null);
        var (inquiry, errors) = (parsed.Inquiry, parsed.Errors);
        Assert.Equal(inquiry is null, errors.Count > 0);
    });
}
