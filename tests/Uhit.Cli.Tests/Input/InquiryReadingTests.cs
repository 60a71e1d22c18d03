using Uhit.Cli.Input;
using Uhit.Client;

namespace Uhit.Cli.Tests.Input;

/// <summary>All that is wrong comes at once: what can't be read hides no rule of another value, and breaks none itself.</summary>
public sealed class InquiryReadingTests
{
    private static readonly Dictionary<string, string> Good = new(StringComparer.Ordinal)
    {
        ["EsiId"] = "1008901000000000000001",
        ["AddressLine1"] = "1 Example Street",
        ["City"] = "Houston",
        ["PostalCode"] = "77002",
        ["RequestedUsage"] = "Billing",
        ["StartDate"] = "2025-01-01",
        ["EndDate"] = "2025-03-31",
        ["CustomerName"] = "A",
        ["AuthorizedBy"] = "B",
        ["Telephone"] = "713-555-0100",
        ["Email"] = "a@customer.example",
        ["AuthorizedOn"] = "2025-02-01",
        ["ExpiresOn"] = "Unlimited",
        ["AuthorizationObtained"] = "true",
    };

    [Fact]
    public void Read_DateThatCannotBeRead_HidesNoOtherRuleOfItsRow() => Assert.Equal(
        ["InvalidDate", "InvalidTelephone", "InvalidEmail", "AuthorizationExpired", "AuthorizationNotObtained"],
        Codes("StartDate=31/12/2024", "Email=bad", "Telephone=1", "AuthorizationObtained=no", "ExpiresOn=2025-02-02"));

    [Theory]
    [InlineData("InvalidEsiId", "EsiId=1")]
    [InlineData("MissingField", "EsiId=")]
    [InlineData("MissingField", "AddressLine1=")]
    [InlineData("MissingField", "City=")]
    [InlineData("MissingField", "PostalCode=")]
    [InlineData("InvalidUsageRequested", "RequestedUsage=Everything")]
    [InlineData("NoUsageRequested", "RequestedUsage=")]
    [InlineData("InvalidDate", "StartDate=soon")]
    [InlineData("InvalidDate", "EndDate=soon")]
    [InlineData("MissingField", "StartDate=")]
    [InlineData("MissingField", "EndDate=")]
    [InlineData("InvalidDate,InvalidDate", "StartDate=soon", "EndDate=later")]
    [InlineData("MissingField", "CustomerName=")]
    [InlineData("MissingField", "AuthorizedBy=")]
    [InlineData("MissingField", "Telephone=")]
    [InlineData("MissingField", "Email=")]
    [InlineData("MissingField", "AuthorizedOn=")]
    [InlineData("InvalidDate", "AuthorizedOn=soon")]
    [InlineData("InvalidDate", "ExpiresOn=soon")]
    [InlineData("InvalidDate,InvalidDate", "AuthorizedOn=soon", "ExpiresOn=later")]
    [InlineData("InvalidBoolean", "AuthorizationObtained=perhaps")]
    public void Read_ValueThatCannotBeRead_IsToldOnceAndAlone(string codes, params string[] values) =>
        Assert.Equal(codes.Split(','), Codes(values));

    [Theory]
    [InlineData("InvalidDate,UnlikelyEsiId", "StartDate=soon", "EsiId=1008901023456780000000")]
    [InlineData("InvalidDate,PeriodInFuture", "StartDate=soon", "EndDate=9000-01-01")]
    [InlineData("InvalidDate,PeriodInFuture", "EndDate=soon", "StartDate=9000-01-01")]
    [InlineData("InvalidEsiId,PeriodReversed", "EsiId=1", "StartDate=2025-06-01")]
    [InlineData("PeriodReversed,PeriodInFuture", "StartDate=9000-02-01", "EndDate=9000-01-01")]
    [InlineData("InvalidDate,AuthorizationExpired", "AuthorizedOn=soon", "ExpiresOn=2025-02-02")]
    [InlineData("InvalidBoolean,InvalidText", "AuthorizationObtained=perhaps", "City=a\uFFFD")]
    public void Read_ValueThatCannotBeRead_LeavesTheOthersJudged(string codes, params string[] values) =>
        Assert.Equal(codes.Split(','), Codes(values));

    [Fact]
    public void Read_ErrorsInManyRows_AllComeLineAfterLine() => Assert.Equal(
        [(1, "InvalidEsiId"), (1, "InvalidEmail"), (3, "InvalidDate"), (3, "DuplicateEsiId"), (4, "InvalidEsiId")],
        Errors(Row("EsiId=1", "Email=bad"), Row(), Row("EndDate=soon"), Row("EsiId=1"))
            .Select(error => (error.LineNumber!.Value, error.Code.Value)));

    private static IEnumerable<string> Codes(params string[] values) => Errors(Row(values)).Select(error => error.Code.Value);

    private static IReadOnlyList<InquiryError> Errors(params Dictionary<string, string>[] rows) =>
        InquiryReading.Read(new InquiryFile(null, rows), null, AuthenticationId.Parse("123456789"), new InquiryRules()).Errors;

    private static Dictionary<string, string> Row(params string[] values)
    {
        var row = new Dictionary<string, string>(Good, StringComparer.Ordinal);
        foreach (var value in values)
        {
            row[value[..value.IndexOf('=', StringComparison.Ordinal)]] = value[(value.IndexOf('=', StringComparison.Ordinal) + 1)..];
        }

        return row;
    }
}
