using CsCheck;
using Uhit.Client.Inquiries;
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
        var (inquiry, errors) = InquiryTextParser.Parse([Good], " my-key ");

        Assert.Empty(errors);
        Assert.Equal("my-key", inquiry?.ClientReference);
        var expected = InquirySamples.Line() with { Period = new UsagePeriod(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)) };
        Assert.Equal(expected, Assert.Single(inquiry!.Lines));
    }

    [Fact]
    public void Parse_BadTexts_ReportsAllOfEveryLine()
    {
        var bad = Good with { EsiId = "1.00890E+21", StartDate = "31.12.2025", AuthorizationObtained = "perhaps", RequestedUsage = "Solar", ExpiresOn = "2026-13-01" };

        var (inquiry, errors) = InquiryTextParser.Parse([Good, bad, new InquiryLineText()], null);

        Assert.Null(inquiry);
        Assert.Equal(
            ["InvalidEsiId EsiId", "InvalidUsageRequested RequestedUsage", "InvalidDate StartDate", "InvalidDate ExpiresOn", "InvalidBoolean AuthorizationObtained"],
            errors.Where(error => error.LineNumber == 2).Select(error => $"{error.Code} {error.Field["Lines[1].".Length..]}"));
        Assert.Equal(
            "EsiId AddressLine1 City PostalCode RequestedUsage StartDate EndDate CustomerName AuthorizedBy Telephone Email AuthorizedOn",
            string.Join(' ', errors.Where(error => error.LineNumber == 3).Select(error => error.Field["Lines[2].".Length..])));
    }

    [Theory]
    [InlineData("2025-02-30")]
    [InlineData("02/30/2025")]
    [InlineData("2025-1-1")]
    [InlineData("20250101")]
    [InlineData("01/02/25")]
    [InlineData("2025-01-01T00:00:00")]
    public void Parse_TextsThatAreNoDate_AreReported(string date) => Assert.Equal(
        InquiryErrorCode.InvalidDate, Assert.Single(InquiryTextParser.Parse([Good with { EndDate = date }], null).Errors).Code);

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
        var (inquiry, errors) = InquiryTextParser.Parse([line], null);
        Assert.Equal(inquiry is null, errors.Count > 0);
    });
}
