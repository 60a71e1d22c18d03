namespace Uhit.Cli.Input;

/// <summary>What an input file says, as text: nothing is judged yet.</summary>
/// <param name="ClientReference">The user's own key, where the file has one.</param>
/// <param name="Rows">The lines: field names and their text.</param>
internal sealed record InquiryFile(string? ClientReference, IReadOnlyList<IReadOnlyDictionary<string, string>> Rows)
{
    /// <summary>Reads a file; its ending says whether it is CSV or JSON.</summary>
    public static async Task<InquiryFile> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(file.FullName, cancellationToken).ConfigureAwait(false);
        var read = file.Extension.ToUpperInvariant() switch
        {
            ".JSON" => JsonInquiryReader.Read(text, file.Name),
            ".CSV" => CsvInquiryReader.Read(text, file.Name),
            _ => throw new Runtime.ToolException($"--input: '{file.Name}' ends neither in .json nor in .csv.") { IsWrongUse = true },
        };
        return read.Rows.Count > 0 ? read : throw new Runtime.ToolException($"--input: '{file.Name}' has no lines.") { IsWrongUse = true };
    }
}
