using Uhit.Cli.Input;

namespace Uhit.Cli.Tests.Input;

/// <summary>Tables as spreadsheets and programs write them.</summary>
public sealed class CsvInquiryReaderTests
{
    private const string Id = "1008901000000000000001";

    [Theory]
    [InlineData("EsiId,City\n{id},Houston")]
    [InlineData("EsiId;City\r\n{id};Houston\r\n")]
    [InlineData("EsiId\tCity\r{id}\tHouston\r")]
    [InlineData("EsiId|City\n{id}|Houston")]
    [InlineData("sep=;\nEsiId;City\n{id};Houston")]
    [InlineData("SEP=;\r\nEsiId;City\r\n{id};Houston")]
    [InlineData("\"sep=;\"\nEsiId;City\n{id};Houston")]
    [InlineData("sep=,,,\nEsiId,City\n{id},Houston")]
    [InlineData("sep=\t\nEsiId\tCity\n{id}\tHouston")]
    [InlineData("\n\nEsiId,City\n\n{id},Houston\n\n")]
    [InlineData("EsiId,City,,\n{id},Houston,,\n,,,\n , ,,\n")]
    [InlineData("EsiId,City\n,\n{id},Houston,,,\n,\n")]
    [InlineData(" ESI ID , \"city\" \n {id} , Houston ")]
    [InlineData("\uFEFFesi_id,CITY\n{id},Houston")]
    [InlineData("\"Esi\nId\",City\n{id},\"Houston\n\"")]
    [InlineData("Esi-Id,City\n\"=\"\"{id}\"\"\",Houston")]
    [InlineData("EsiId,City\n=\"{id}\",=\"Houston\"")]
    [InlineData("EsiId,City\n'{id},Houston")]
    [InlineData("EsiId,City\n\"'{id}\",\u00A0Houston\u00A0")]
    public void Read_HabitsOfSpreadsheets_GiveTheSame(string text)
    {
        var file = CsvInquiryReader.Read(text.Replace("{id}", Id, StringComparison.Ordinal));

        var row = Assert.Single(file.Rows);
        Assert.Equal((Id, "Houston", 2), (row["EsiId"], row["City"], row.Count));
    }

    [Theory]
    [InlineData("1 Main St\nSuite 5", "1 Main St Suite 5")]
    [InlineData("1 Main St\r\n  Suite 5\r\n", "1 Main St Suite 5")]
    [InlineData("1 Main St, Suite 5", "1 Main St, Suite 5")]
    [InlineData("1 \"\"Main\"\" St; 2\tB", "1 \"Main\" St; 2 B")]
    [InlineData("'t Hooft's", "'t Hooft's")]
    [InlineData("'-5 Main", "-5 Main")]
    [InlineData("=A1", "=A1")]
    public void Read_QuotedValue_IsOneLine(string value, string expected) =>
        Assert.Equal(expected, Assert.Single(CsvInquiryReader.Read($"EsiId,AddressLine1\n1,\"{value}\"").Rows)["AddressLine1"]);

    // As the user finds them in the spreadsheet: empty rows and the header count; Excel hides its own line.
    [Fact]
    public void Read_EmptyRowsBetween_RowsKeepTheirNumbers()
    {
        Assert.Equal([2, 5], CsvInquiryReader.Read("EsiId,City\n1,\"a\nb\"\n,\n\n2,c\n,,\n").RowNumbers);
        Assert.Equal([2, 3], CsvInquiryReader.Read("sep=,\nEsiId,City\n1,a\n2,c").RowNumbers);
    }

    [Theory]
    [InlineData("EsiId,Colour\n1,red", "column 'Colour' (B) is not known. The columns are: EsiId, ")]
    [InlineData("EsiId,Startdat\n1,red", "column 'Startdat' (B) is not known. Did you mean 'StartDate'?")]
    [InlineData("EsiId,esi id\n1,2", "column 'EsiId' is there twice")]
    [InlineData("EsiId,City\n1,2\n1,2,3", "row 3 has 3 values, the header has 2. Put quotation marks around a value with ',' in it")]
    [InlineData("EsiId\tCity\n1\t2\t3", "row 2 has 3 values, the header has 2. Put quotation marks around a value with a tab in it")]
    [InlineData(
        "EsiId,,City\n1,x,2", "row 2 has a value in column B, which has no name in the header. Name the column. Put quotation marks")]
    [InlineData("sep=;\nEsiId;City\n1;2;3", "row 2 has 3 values, the header has 2. Put quotation marks around a value with ';' in it")]
    [InlineData("sep=,\nEsiId,City\n1,Hous\"ton\"", "row 2 has a quotation mark out of place")]
    [InlineData("sep=:\nEsiId:City\n1:2", "'sep='")]
    [InlineData("sep=\nEsiId,City\n1,2", "'sep='")]
    [InlineData("EsiId,City\n1,Hous\"ton\"", "row 2 has a quotation mark out of place")]
    [InlineData("", "it has no header")]
    [InlineData(",,\n\n", "it has no header")]
    public void Read_TableThatCannotBeUnderstood_NamesRowAndColumn(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<InputException>(() => CsvInquiryReader.Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "A")]
    [InlineData(25, "Z")]
    [InlineData(26, "AA")]
    [InlineData(701, "ZZ")]
    [InlineData(702, "AAA")]
    public void LetterOf_AColumn_IsTheSpreadsheets(int index, string expected) => Assert.Equal(expected, CsvInquiryReader.LetterOf(index));
}
