using System.Globalization;
using System.Text.RegularExpressions;
using Spectre.Console;
using Uhit.Client;

namespace Uhit.Cli.Output;

/// <summary>A line with styles in its own words, such as <c>[bold]</c>, and values that are never more than text.</summary>
/// <remarks>The markup of Spectre.Console would make a picture of <c>:bus:</c> in a value, as it stands in <c>urn:example:bus:message</c>.</remarks>
internal static partial class LineMarkup
{
    public static Paragraph Of(FormattableString line)
    {
        // Numbers and times keep the format that the line gives them.
        object?[] values = [.. line.GetArguments().Select(value => value is null or (ValueType and IFormattable) ? value : DisplayText.Of(value.ToString()))];
        var paragraph = new Paragraph();
        var styles = new Stack<Style>([Style.Plain]);
        foreach (var token in Tokens().EnumerateMatches(line.Format))
        {
            var text = line.Format.Substring(token.Index, token.Length);
            switch (text)
            {
                case "[/]":
                    styles.Pop();
                    break;
                case ['[', not '[', ..]:
                    styles.Push(styles.Peek().Combine(Style.Parse(string.Format(CultureInfo.InvariantCulture, text[1..^1], values))));
                    break;
                case "[[" or "]]":
                    paragraph.Append(text[..1], styles.Peek());
                    break;
                default:
                    paragraph.Append(string.Format(CultureInfo.InvariantCulture, text, values), styles.Peek());
                    break;
            }
        }

        return paragraph;
    }

    // A style, its end, a bracket, a value or a brace, or words.
    [GeneratedRegex(@"\[\[|\]\]|\[[^\[\]]*\]|\{\{|\}\}|\{[^{}]*\}|[^\[\]{}]+")]
    private static partial Regex Tokens();
}
