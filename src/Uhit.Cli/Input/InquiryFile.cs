using Uhit.Cli.Errors;
using Uhit.Cli.Output;

namespace Uhit.Cli.Input;

/// <summary>What an input file says, as text: nothing is judged yet.</summary>
/// <param name="ClientReference">The user's own key, where the file has one.</param>
/// <param name="Rows">The lines: field names and their text.</param>
internal sealed record InquiryFile(string? ClientReference, IReadOnlyList<IReadOnlyDictionary<string, string>> Rows)
{
    /// <summary>The row of each line in a table, as a spreadsheet counts them; <see langword="null"/> for JSON.</summary>
    public IReadOnlyList<int>? RowNumbers { get; init; }

    /// <summary>The lines whose row has more values than the header, though only empty ones too many, and what to say of them once
    /// something else is wrong there.</summary>
    public IReadOnlyDictionary<int, string> FallenApart { get; init; } = new Dictionary<int, string>();

    /// <summary>Reads a file; its ending says whether it is CSV or JSON. What the user should look at is shown.</summary>
    public static async Task<InquiryFile> ReadAsync(FileInfo file, ToolOutput output, CancellationToken cancellationToken)
    {
        var isTable = file.Extension.ToUpperInvariant() switch
        {
            ".JSON" => false,
            ".CSV" or ".TSV" or ".TXT" => true,
            ".XLSX" or ".XLS" or ".XLSM" or ".XLSB" or ".ODS" or ".NUMBERS" => throw Wrong(file, $"{InputText.Workbook}."),
            _ => throw Wrong(file, "its ending doesn't say what it is. A table ends in .csv, .tsv or .txt, JSON in .json."),
        };
        var bytes = await File.ReadAllBytesAsync(file.FullName, cancellationToken).ConfigureAwait(false);
        try
        {
            var (text, remark) = InputText.Decode(bytes, isTable);
            var read = isTable ? CsvInquiryReader.Read(text) : JsonInquiryReader.Read(text);
            if (remark is not null)
            {
                output.Warn($"--input: '{file.Name}': {remark}");
            }

            return read.Rows.Count > 0 ? read : throw Wrong(file, "it has no lines.");
        }
        catch (InputException exception)
        {
            throw Wrong(file, exception.Message + (exception.Message.EndsWith('?') ? string.Empty : "."));
        }
    }

    private static ToolException Wrong(FileInfo file, string what) => new($"--input: '{file.Name}': {what}") { IsWrongUse = true };
}
