using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;

namespace Uhit.Cli.Input;

/// <summary>Reads CSV with a header, as spreadsheets write it: one row per ESI ID, columns in any order.</summary>
internal static partial class CsvInquiryReader
{
    private const string Delimiters = ",;\t|";

    public static InquiryFile Read(string text)
    {
        var (table, declared) = WithoutDeclaration(text);
        var delimiter = declared ?? DelimiterOf(table);
        var settings = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            TrimOptions = TrimOptions.Trim,
            IgnoreBlankLines = false,
            BadDataFound = args =>
            {
                // ="1008…" is how a text is kept from becoming a number.
                if (!Formula().IsMatch(args.Field.Trim()))
                {
                    throw new InputException($"row {args.Context.Parser?.Row ?? 0} has a quotation mark out of place");
                }
            },
        };
        using var parser = new CsvParser(new StringReader(table), settings);
        List<InquiryField?>? header = null;
        var rows = new List<IReadOnlyDictionary<string, string>>();
        var numbers = new List<int>();
        var counts = new List<int>();
        while (parser.Read())
        {
            var values = parser.Record!.Select(Clean).ToArray();
            if (values.All(value => value.Length == 0))
            {
                continue;
            }

            if (header is null)
            {
                header = Header(values);
            }
            else
            {
                rows.Add(Row(values, header, parser.Row, delimiter));
                numbers.Add(parser.Row);
                counts.Add(values.Length);
            }
        }

        return header is null
            ? throw new InputException("it has no header")
            : new InquiryFile(null, rows) { RowNumbers = numbers, FallenApart = FallenApart(counts, header.Count, delimiter) };
    }

    // Columns without a name are the empty ones at the end that spreadsheets leave.
    private static List<InquiryField?> Header(IReadOnlyList<string> names)
    {
        var fields =
            names.Select((name, index) => name.Length == 0 ? null : InquiryField.OfColumn(name) ?? throw Unknown(name, index)).ToList();
        return fields.OfType<InquiryField>().GroupBy(field => field.Name).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new InputException($"column '{twice.Key}' is there twice")
            : fields;
    }

    /// <summary>A column as spreadsheets name it: A to Z, then AA.</summary>
    public static string LetterOf(int index) => (index < 26 ? string.Empty : LetterOf((index / 26) - 1)) + (char)('A' + (index % 26));

    private static InputException Unknown(string name, int index) =>
        new($"column '{name}' ({LetterOf(index)}) is not known. {InquiryField.Meant(name, field => field.Name, "columns")}");

    // Empty values behind the last column are what a spreadsheet leaves, and then in all rows, or what an unquoted comma has pushed there.
    private static Dictionary<int, string> FallenApart(List<int> counts, int columns, char delimiter) =>
        counts.Count > 1 && counts.TrueForAll(count => count == counts[0])
            ? []
            : counts.Select((count, index) => (Count: count, Line: index + 1)).Where(row => row.Count > columns)
                .ToDictionary(row => row.Line, row => $"the row has {row.Count} values, the header has {columns}. {Quote(delimiter)}.");

    private static string Quote(char delimiter) =>
        $"Put quotation marks around a value with {(delimiter == '\t' ? "a tab" : $"'{delimiter}'")} in it";

    private static Dictionary<string, string> Row(string[] values, List<InquiryField?> header, int number, char delimiter)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].Length == 0)
            {
                continue;
            }

            if (i >= header.Count)
            {
                throw new InputException(
                    $"row {number} has {values.Length} values, the header has {header.Count}. {Quote(delimiter)}");
            }

            var field = header[i]
                ?? throw new InputException(
                    $"row {number} has a value in column {LetterOf(i)}, which has no name in the header. Name the "
                        + $"column. {Quote(delimiter)}");
            row[field.Name] = values[i];
        }

        return row;
    }

    // Excel's own first line, which says what separates the values: it is not shown, and no row.
    private static (string Table, char? Delimiter) WithoutDeclaration(string text)
    {
        var found = Declaration().Match(text);
        if (!found.Success)
        {
            return (text, null);
        }

        var delimiter = found.Groups[1].Value;
        return Delimiters.Contains(delimiter, StringComparison.Ordinal) && delimiter.Length == 1
            ? (text[found.Length..], delimiter[0])
            : throw new InputException("its first line says 'sep=' with something else than a comma, a semicolon, a tab or a bar");
    }

    // By the header, whose names have none of them.
    private static char DelimiterOf(string table)
    {
        var header = table.AsSpan().TrimStart();
        var end = header.IndexOfAny('\r', '\n');
        var line = (end < 0 ? header : header[..end]).ToString();
        return Delimiters.MaxBy(delimiter => line.Count(c => c == delimiter));
    }

    // The blanks of a page, the line breaks of a cell, and what spreadsheets and programs put around a text so that it stays one.
    private static string Clean(string value)
    {
        var text = LineBreaks().Replace(value, " ").Trim();
        text = Formula().Match(text) is { Success: true } formula ? formula.Groups[1].Value.Trim() : text;
        return Guarded().IsMatch(text) ? text[1..] : text;
    }

    [GeneratedRegex(@"\A\s*""?sep=([^""\r\n]?)""?[,;\t|]*[ ]*(\r\n|\r|\n|\z)", RegexOptions.IgnoreCase)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^=""([^""]*)""$")]
    private static partial Regex Formula();

    // An apostrophe in front of a number or of what would be a formula; in front of a letter it belongs to the name.
    [GeneratedRegex(@"^'[\d=+@-]")]
    private static partial Regex Guarded();

    [GeneratedRegex(@"\s*[\r\n\t]\s*")]
    private static partial Regex LineBreaks();
}
