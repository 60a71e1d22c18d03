using System.Globalization;
using Uhit.Cli.Events;
using Uhit.Cli.Output;
using Uhit.Client.Inquiries;

namespace Uhit.Cli.Input;

/// <summary>Shows the rules that an inquiry breaks, line by line.</summary>
internal static class InquiryErrors
{
    public static ErrorItem Item(InquiryError error) => new(error.Code.Value, error.Message, error.LineNumber, error.Field);

    public static void Show(ToolOutput output, IReadOnlyList<InquiryError> errors)
    {
        output.Warn($"The inquiry breaks {Count.Of(errors.Count, "rule", "rules")}. Nothing was sent.");
        var table = new ToolTable(new("Line") { IsRight = true }, new("Rule"), new("Field") { LeftOut = 1 }, new("What to do") { Wraps = true });
        foreach (var error in errors)
        {
            var line = error.LineNumber?.ToString(CultureInfo.InvariantCulture) ?? "all";
            table.Add(line, error.Code.Value, error.Field.Split("].", 2)[^1], WithoutLine(error));
        }

        output.Draw(table);
    }

    // The line has a column of its own.
    private static string WithoutLine(InquiryError error)
    {
        var prefix = $"Line {error.LineNumber}: ";
        return error.Message.StartsWith(prefix, StringComparison.Ordinal) ? error.Message[prefix.Length..] : error.Message;
    }
}
