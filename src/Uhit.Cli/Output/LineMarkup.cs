using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;
using Uhit.Client;

namespace Uhit.Cli.Output;

/// <summary>A line with styles in its own words, such as <c>[bold]</c>, and values that are never more than text.</summary>
/// <remarks>Written as an interpolated string, or as a sum of several. The markup of Spectre.Console would make a picture of <c>:bus:</c>
/// in a value, as it stands in <c>urn:example:bus:message</c>.</remarks>
[InterpolatedStringHandler]
internal sealed partial class LineMarkup(int literalLength, int formattedCount)
{
    private readonly StringBuilder _format = new(literalLength + (4 * formattedCount));
    private readonly List<object?> _values = new(formattedCount);

    /// <summary>Adds words, with styles among them.</summary>
    public void AppendLiteral(string text) =>
        _format.Append(text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    /// <summary>Adds a value.</summary>
    public void AppendFormatted(object? value, int alignment = 0, string? format = null)
    {
        _format.Append(CultureInfo.InvariantCulture, $"{{{_values.Count},{alignment}");
        _format.Append(format is null ? "}" : $":{format}}}");
        _values.Add(value);
    }

    /// <summary>Adds a number, time or the like in a format.</summary>
    public void AppendFormatted(object? value, string? format) => AppendFormatted(value, 0, format);

    /// <summary>The line as it is shown: styled, and its values cleaned.</summary>
    public Paragraph ToParagraph()
    {
        // Numbers and times keep the format that the line gives them.
        object?[] values =
            [.. _values.Select(value => value is null or (ValueType and IFormattable) ? value : DisplayText.Of(value.ToString()))];
        var paragraph = new Paragraph();
        var styles = new Stack<Style>([Style.Plain]);
        var line = _format.ToString();
        foreach (var token in Tokens().EnumerateMatches(line))
        {
            var text = line.Substring(token.Index, token.Length);
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

    /// <summary>The line with its values as they are, in the invariant culture. Styles are not looked for.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, _format.ToString(), [.. _values]);

    // A style, its end, a bracket, a value or a brace, or words.
    [GeneratedRegex(@"\[\[|\]\]|\[[^\[\]]*\]|\{\{|\}\}|\{[^{}]*\}|[^\[\]{}]+")]
    private static partial Regex Tokens();
}
