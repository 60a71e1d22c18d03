using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Uhit.Cli.Runtime;

namespace Uhit.Cli.Input;

/// <summary>Reads CSV with a header: one row per ESI ID, columns in any order.</summary>
internal static class CsvInquiryReader
{
    public static InquiryFile Read(string text, string fileName)
    {
        var settings = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            TrimOptions = TrimOptions.Trim,
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t"],
            IgnoreBlankLines = true,
            MissingFieldFound = null,
            BadDataFound = args => throw Wrong(fileName, $"row {args.Context.Parser?.Row ?? 0} has a quotation mark out of place"),
        };
        using var csv = new CsvReader(new StringReader(text), settings);
        if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { } header)
        {
            throw Wrong(fileName, "it has no header");
        }

        var fields = header.Select(column => InquiryField.OfColumn(column)
            ?? throw Wrong(fileName, $"column '{column}' is not known. The columns are: {string.Join(", ", InquiryField.All.Select(field => field.Name))}")).ToArray();
        if (fields.GroupBy(field => field.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw Wrong(fileName, $"column '{twice.Key}' is there twice");
        }

        var rows = new List<IReadOnlyDictionary<string, string>>();
        while (csv.Read())
        {
            rows.Add(Row(csv, fields, fileName));
        }

        return new InquiryFile(null, rows);
    }

    private static Dictionary<string, string> Row(CsvReader csv, InquiryField[] fields, string fileName)
    {
        if (csv.Parser.Count > fields.Length)
        {
            throw Wrong(fileName, $"row {csv.Parser.Row} has {csv.Parser.Count} values, the header has {fields.Length}");
        }

        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < csv.Parser.Count; i++)
        {
            if (csv.Parser[i] is { Length: > 0 } value)
            {
                row[fields[i].Name] = value;
            }
        }

        return row;
    }

    private static ToolException Wrong(string fileName, string what) => new($"--input: '{fileName}': {what}.") { IsWrongUse = true };
}
