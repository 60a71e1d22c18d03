namespace Uhit.Cli.Input;

/// <summary>A column of a table.</summary>
/// <param name="Field">What it holds; <see langword="null"/> where it has no name, as the empty ones at the end that spreadsheets leave.</param>
internal sealed record CsvColumn(InquiryField? Field)
{
    /// <summary>Reads a header.</summary>
    public static IReadOnlyList<CsvColumn> Header(IReadOnlyList<string> names)
    {
        var columns = names.Select((name, index) => new CsvColumn(name.Length == 0 ? null : InquiryField.OfColumn(name) ?? throw Unknown(name, index))).ToList();
        return columns.Where(column => column.Field is not null).GroupBy(column => column.Field!.Name).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new InputException($"column '{twice.Key}' is there twice")
            : columns;
    }

    /// <summary>A column as spreadsheets name it: A to Z, then AA.</summary>
    public static string LetterOf(int index) => (index < 26 ? string.Empty : LetterOf((index / 26) - 1)) + (char)('A' + (index % 26));

    private static InputException Unknown(string name, int index) =>
        new($"column '{name}' ({LetterOf(index)}) is not known. {InquiryField.Meant(name, field => field.Name, "columns")}");
}
