using System.Globalization;
using System.Text.RegularExpressions;
using Uhit.Cli.Errors;
using Uhit.Cli.Output;
using Uhit.Client;

namespace Uhit.Cli.Input;

/// <summary>Shows the rules that an inquiry breaks, line by line.</summary>
internal static partial class InquiryErrors
{
    // More than a screen or a terminal's memory holds help nobody.
    private const int MostShown = 100;

    public static ErrorItem Item(InquiryError error, InquiryFile? file) =>
        new(error.Code.Value, ToolWords.Of(InWordsOf(file, error.Message)), error.LineNumber, error.Field) { Row = RowOf(error, file) };

    /// <summary>Shows them, by the rows and columns of a table where they come from one; with JSON, how many there are.</summary>
    public static void Show(ToolOutput output, IReadOnlyList<InquiryError> errors, InquiryFile? file)
    {
        output.Warn(
            $"The inquiry breaks {Count.Of(errors.Count, "rule", "rules")}. Nothing was "
                + $"sent.{(errors.Count > MostShown && !output.IsJson ? $" The first {MostShown}:" : string.Empty)}");
        var isTable = file?.RowNumbers is not null;
        var table = new ToolTable(
            new(isTable ? "Row" : "Line") { IsRight = true }, new("Rule"), new(isTable ? "Column" : "Field") { LeftOut = 1 },
            new("What to do") { Wraps = true });
        foreach (var error in errors.Take(MostShown))
        {
            var number = isTable ? RowOf(error, file) : error.LineNumber;
            table.Add(
                number?.ToString(CultureInfo.InvariantCulture) ?? "all",
                error.Code.Value,
                error.LineNumber is { } line && error.Field == $"Lines[{line - 1}]"
                    ? "all"
                    : InquiryField.NameOf(error, field => isTable ? field.Name : field.JsonPath),
                ToolWords.Of(InWordsOf(file, WithoutLine(error))));
        }

        output.Draw(table);
        if (errors.Count > MostShown)
        {
            output.Line($"[grey]{Count.Of(errors.Count - MostShown, "more is", "more are")} not shown. --json has them.[/]");
        }
    }

    private static int? RowOf(InquiryError error, InquiryFile? file) =>
        error.LineNumber is { } line && file?.RowNumbers is { } rows && line <= rows.Count ? rows[line - 1] : null;

    // Who reads a table finds its rows, not the lines of the inquiry.
    private static string InWordsOf(InquiryFile? file, string message) => file?.RowNumbers is not { } rows
        ? message
        : LineNumber().Replace(message, found =>
            int.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture) is var line && line <= rows.Count
                ? $"{(found.Groups[1].Value == "L" ? "Row" : "row")} {rows[line - 1]}"
                : found.Value);

    // The line has a column of its own.
    private static string WithoutLine(InquiryError error)
    {
        var prefix = $"Line {error.LineNumber}: ";
        return error.Message.StartsWith(prefix, StringComparison.Ordinal) ? error.Message[prefix.Length..] : error.Message;
    }

    // Where a message begins, and where it names an earlier one.
    [GeneratedRegex(@"(?:^(L)|(?<= in )l)ine (\d+)(?=:| already)")]
    private static partial Regex LineNumber();
}
