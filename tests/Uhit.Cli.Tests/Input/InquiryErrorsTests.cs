using System.Globalization;
using System.Text;
using Uhit.Cli.Input;
using Uhit.Cli.Output;
using Uhit.Client.Inquiries;

namespace Uhit.Cli.Tests.Input;

public sealed class InquiryErrorsTests
{
    private const string Header = "EsiId,AddressLine1,City,PostalCode,RequestedUsage,StartDate,EndDate,CustomerName,AuthorizedBy,Telephone,Email,AuthorizedOn,AuthorizationObtained";

    private const string Row = "1008901000000000000001,1 Example Street,Houston,77002,Billing,2025-01-01,2025-03-31,A,B,713-555-0100,nobody,2025-02-01,true";

    [Fact]
    public void Show_ErrorsOfATable_NameRowAndColumn()
    {
        var text = Show($"sep=,\n{Header}\n,,\n{Row}\n\n{Row.Replace("2025-01-01", "soon", StringComparison.Ordinal)}\n");

        Assert.Matches(@"4\s+InvalidEmail\s+Email\s", text);
        Assert.Matches(@"6\s+InvalidDate\s+StartDate\s", text);
        Assert.Matches(@"Row\s+Rule\s+Column\s", text);
    }

    [Fact]
    public void Item_ErrorOfATable_HasItsRow()
    {
        var file = CsvInquiryReader.Read($"{Header}\n,,\n{Row}");
        var error = Assert.Single(Errors(file));

        Assert.Equal((1, 3, "Lines[0].Authorization.Email"), (InquiryErrors.Item(error, file).LineNumber, InquiryErrors.Item(error, file).Row, InquiryErrors.Item(error, file).Field));
        Assert.Null(InquiryErrors.Item(error, null).Row);
    }

    [Fact]
    public void Show_UnlikelyEsiId_NamesTheOption() =>
        Assert.Contains("add --allow-unlikely-esi-ids", Show($"{Header}\n{Row.Replace("1008901000000000000001", "1008901023456780000000", StringComparison.Ordinal)}"), StringComparison.Ordinal);

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

        Assert.Equal(100, text.Split("\n").Count(line => line.Contains("Invalid", StringComparison.Ordinal) || line.Contains("MissingField", StringComparison.Ordinal) || line.Contains("TooManyLines", StringComparison.Ordinal)));
        Assert.Contains("more are not shown", text, StringComparison.Ordinal);
    }

    private static IReadOnlyList<InquiryError> Errors(InquiryFile file) => InquiryReading.Read(file, null, AuthenticationId.Parse("123456789"), new InquiryRules()).Errors;

    private static string Show(string table)
    {
        using var writer = new StringWriter();
        var output = new ToolOutput(json: false, writer);
        output.Console.Profile.Width = 10_000;
        var file = CsvInquiryReader.Read(table);
        InquiryErrors.Show(output, Errors(file), file);
        return writer.ToString();
    }
}
