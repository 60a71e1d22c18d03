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
        var (table, delimiter, skipped) = WithoutDeclaration(text);
        var settings = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = (delimiter ?? DelimiterOf(table)).ToString(),
            TrimOptions = TrimOptions.Trim,
            IgnoreBlankLines = false,
            BadDataFound = args =>
            {
                // ="1008…" is how a text is kept from becoming a number.
                if (!Formula().IsMatch(args.Field.Trim()))
                {
                    throw new InputException($"row {(args.Context.Parser?.Row ?? 0) + skipped} has a quotation mark out of place");
                }
            },
        };
        using var parser = new CsvParser(new StringReader(table), settings);
        IReadOnlyList<CsvColumn>? header = null;
        var rows = new List<IReadOnlyDictionary<string, string>>();
        var numbers = new List<int>();
        while (parser.Read())
        {
            var values = parser.Record!.Select(Clean).ToArray();
            if (values.All(value => value.Length == 0))
            {
                continue;
            }

            var number = parser.Row + skipped;
            if (header is null)
            {
                header = CsvColumn.Header(values);
            }
            else
            {
                rows.Add(Row(values, header, number));
                numbers.Add(number);
            }
        }

        return header is null ? throw new InputException("it has no header") : new InquiryFile(null, rows) { RowNumbers = numbers };
    }

    private static Dictionary<string, string> Row(string[] values, IReadOnlyList<CsvColumn> header, int number)
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
                throw new InputException($"row {number} has {values.Length} values, the header has {header.Count}: a value with '{Delimiters[0]}' in it stands in quotation marks");
            }

            var field = header[i].Field ?? throw new InputException($"row {number} has a value in column {CsvColumn.LetterOf(i)}, which has no name in the header");
            row[field.Name] = values[i];
        }

        return row;
    }

    // Excel's own first line, which says what separates the values.
    private static (string Table, char? Delimiter, int Skipped) WithoutDeclaration(string text)
    {
        var found = Declaration().Match(text);
        if (!found.Success)
        {
            return (text, null, 0);
        }

        var delimiter = found.Groups[1].Value;
        return Delimiters.Contains(delimiter, StringComparison.Ordinal) && delimiter.Length == 1
            ? (text[found.Length..], delimiter[0], 1)
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
