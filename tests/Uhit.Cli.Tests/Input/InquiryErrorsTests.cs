using System.Globalization;
using System.Text;
using Uhit.Cli.Hosting;
using Uhit.Cli.Input;
using Uhit.Cli.Output;
using Uhit.Client;

namespace Uhit.Cli.Tests.Input;

public sealed class InquiryErrorsTests
{
    private const string Header = "EsiId,AddressLine1,City,PostalCode,RequestedUsage,StartDate,EndDate,CustomerName,AuthorizedBy,Telephone,"
        + "Email,AuthorizedOn,AuthorizationObtained";

    private const string Row =
        "1008901000000000000001,1 Example Street,Houston,77002,Billing,2025-01-01,2025-03-31,A,B,713-555-0100,nobody,2025-02-01,true";

    [Fact]
    public void Show_ErrorsOfATable_NameRowAndColumn()
    {
        var text = Show($"sep=,\n{Header}\n,,\n{Row}\n\n{Row.Replace("2025-01-01", "soon", StringComparison.Ordinal)}\n");

        Assert.Matches(@"3\s+InvalidEmail\s+Email\s", text);
        Assert.Matches(@"5\s+InvalidDate\s+StartDate\s", text);
        Assert.Matches(@"Row\s+Rule\s+Column\s", text);
    }

    [Fact]
    public void Item_ErrorOfATable_HasItsRow()
    {
        var file = CsvInquiryReader.Read($"{Header}\n,,\n{Row}");
        var error = Assert.Single(Errors(file));

        Assert.Equal(
            (1, 3, "Lines[0].Authorization.Email"),
            (InquiryErrors.Item(error, file).LineNumber, InquiryErrors.Item(error, file).Row, InquiryErrors.Item(error, file).Field));
        Assert.Null(InquiryErrors.Item(error, null).Row);
    }

    [Fact]
    public void Show_UnlikelyEsiId_NamesTheOption() =>
        Assert.Contains(
            "add --allow-unlikely-esi-ids",
            Show($"{Header}\n{Row.Replace("1008901000000000000001", "1008901023456780000000", StringComparison.Ordinal)}"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("2025-01-01,2025-01-02", "PeriodTooShort", "StartDate, EndDate")]
    [InlineData("2024-01-01,2025-03-31", "PeriodTooLong", "StartDate, EndDate")]
    [InlineData("2025-03-31,2025-03-01", "PeriodReversed", "StartDate, EndDate")]
    [InlineData("9000-01-01,9000-01-31", "PeriodInFuture", "EndDate")]
    public void Show_PeriodThatBreaksARule_NamesItsColumns(string days, string code, string columns)
    {
        var row = Row.Replace("2025-01-01,2025-03-31", days, StringComparison.Ordinal);

        Assert.Matches($@"2\s+{code}\s+{columns}\s", Show($"{Header}\n{row}"));
    }

    [Fact]
    public void Show_ErrorsOfJson_NameTheFieldsAsTheFileDoes()
    {
        var text = Show(JsonInquiryReader.Read("""[{"startDate": "2025-01-01", "endDate": "2025-01-02", "email": "nobody"}]"""));

        Assert.Matches(@"1\s+PeriodTooShort\s+startDate, endDate\s", text);
        Assert.Matches(@"1\s+InvalidEmail\s+authorization\.email\s", text);
        Assert.Matches(@"Line\s+Rule\s+Field\s", text);
    }

    [Fact]
    public void Show_EsiIdTwiceInATable_NamesTheRowOfTheFirst()
    {
        var good = Row.Replace("nobody", "a@customer.example", StringComparison.Ordinal);
        var file = CsvInquiryReader.Read($"sep=,\n{Header}\n\n{good}\n\n{good}");
        var error = Assert.Single(Errors(file));

        Assert.Matches(@"5\s+DuplicateEsiId\s+EsiId\s+the ESI ID \S+ is asked for in row 3 already", Show(file));
        Assert.Equal("Row 5: the ESI ID …0001 is asked for in row 3 already.", InquiryErrors.Item(error, file).Message);
        Assert.Equal("Line 2: the ESI ID …0001 is asked for in line 1 already.", InquiryErrors.Item(error, null).Message);
    }

    [Fact]
    public void Show_UnquotedCommaThatPushesEmptyValuesOut_SuggestsQuotationMarks()
    {
        var good = Row.Replace("nobody", "a@customer.example", StringComparison.Ordinal);
        var apart = good.Replace(",A,B,", ",A,B, Jones & Co,", StringComparison.Ordinal);
        var text = Show($"{Header},EvidenceReference\n{good},x\n{apart},");

        Assert.Matches(
            @"3\s+TooManyValues\s+all\s+the row has 15 values, the header has 14\. Put quotation marks around a value with ',' in it\.",
            text);
        Assert.Equal(1, text.Split("TooManyValues").Length - 1);
    }

    // What a spreadsheet leaves behind the last column is no fault, nor a reason for another one.
    [Fact]
    public void Show_EmptyValuesInAllRows_AreNotMentioned() =>
        Assert.DoesNotContain("TooManyValues", Show($"{Header}\n{Row},,\n{Row},,"), StringComparison.Ordinal);

    // It took minutes, and no terminal holds them: the time limit of the run is the guard.
    [Fact]
    public void Show_ManyErrors_ShowsTheFirstAndTheCount()
    {
        var rows = new StringBuilder(Header);
        for (var i = 0; i < 200_000; i++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"\n{i},,,,Everything,soon,2025-03-31,A,B,1,nobody,2025-02-01,perhaps");
        }

        var text = Show(rows.ToString());

        Assert.Equal(
            100, text.Split("\n").Count(line => line.Contains("Invalid", StringComparison.Ordinal)
                || line.Contains("MissingField", StringComparison.Ordinal)
                || line.Contains("TooManyLines", StringComparison.Ordinal)));
        Assert.Contains("more are not shown", text, StringComparison.Ordinal);
    }

    private static IReadOnlyList<InquiryError> Errors(InquiryFile file) =>
        InquiryReading.Read(file, null, AuthenticationId.Parse("123456789"), new InquiryRules()).Errors;

    private static string Show(string table) => Show(CsvInquiryReader.Read(table));

    private static string Show(InquiryFile file)
    {
        using var writer = new StringWriter();
        var output = new ToolOutput(json: false, new ToolConsole(writer));
        output.Console.Profile.Width = 10_000;
        InquiryErrors.Show(output, Errors(file), file);
        return writer.ToString();
    }
}
