using Uhit.Cli.Input;
using Uhit.Client;

namespace Uhit.Cli.Tests.Input;

public sealed class JsonInquiryReaderTests
{
    [Theory]
    [InlineData(
        """[{"esiId": "1008901000000000000001", "authorization": {"customerName": "a\ud800b"}}]""", "Lines[0].Authorization.CustomerName",
        "InvalidText")]
    [InlineData(
        """[{"esiId": "1008901000000000000001", "authorization": {"customerName": "\udc00"}}]""", "Lines[0].Authorization.CustomerName",
        "InvalidText")]
    [InlineData("""[{"esiId": "\ud800"}]""", "Lines[0].EsiId", "InvalidEsiId")]
    [InlineData("""[{"startDate": "\ud800"}]""", "Lines[0].StartDate", "InvalidDate")]
    [InlineData("""{"clientReference": "\ud800", "lines": [{}]}""", "ClientReference", "InvalidText")]
    public void Read_HalfOfACharacter_IsAFinding(string json, string field, string code)
    {
        const string Rest = """
            "serviceAddress": {"line1": "1 Example Street", "city": "Houston", "postalCode": "77002"}, "requestedUsage": "Billing", "endDate": "2025-03-31",
            "authorization.authorizedBy": "B", "authorization.telephone": "713-555-0100", "authorization.email": "b@customer.example",
            "authorization.authorizedOn": "2025-02-01", "authorization.obtained": true
            """;
        var whole = json.Contains("startDate", StringComparison.Ordinal) ? Rest : Rest + ", \"startDate\": \"2025-01-01\"";
        whole = json.Contains("esiId", StringComparison.Ordinal) ? whole : whole + ", \"esiId\": \"1008901000000000000001\"";
        whole = json.Contains("customerName", StringComparison.Ordinal) ? whole : whole + ", \"authorization.customerName\": \"A\"";
        var end = json.LastIndexOf("}]", StringComparison.Ordinal);
        var file = JsonInquiryReader.Read(json[..end] + (json[end - 1] == '{' ? string.Empty : ", ") + whole + json[end..]);

        var (_, errors) = InquiryReading.Read(file, null, AuthenticationId.Parse("123456789"), new InquiryRules());

        var error = Assert.Single(errors);
        Assert.Equal((field, code), (error.Field, error.Code.Value));
    }

    [Theory]
    [InlineData("""[{"\ud800": 1}]""", "is not known")]
    [InlineData("""{"\ud800": 1}""", "is not expected here")]
    [InlineData("""{"lines": [], "lines": []}""", "'lines' is not expected here")]
    [InlineData("""[{"city": "a", "serviceAddress": {"city": "b"}}]""", "inquiry line 1: 'serviceAddress.city' is there twice")]
    [InlineData("""[{}, {"startdat": 1}]""", "inquiry line 2: 'startdat' is not known. Did you mean 'startDate'?")]
    [InlineData("""[{"authorization": {"emial": 1}}]""", "'authorization.emial' is not known. Did you mean 'authorization.email'?")]
    [InlineData("""[{"telefone": 1}]""", "'telefone' is not known. Did you mean 'authorization.telephone'?")]
    [InlineData("""[{"colour": 1}]""", "'colour' is not known. The fields are: esiId, serviceAddress.line1")]
    [InlineData("[\n  {\n", "line 3 of the file is not JSON")]
    public void Read_FileThatCannotBeUnderstood_SaysWhere(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<InputException>(() => JsonInquiryReader.Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_EsiIdAsANumber_KeepsItsDigits() =>
        Assert.Equal("1008901000000000000001", JsonInquiryReader.Read("""[{"esiId": 1008901000000000000001}]""").Rows[0]["EsiId"]);
}
