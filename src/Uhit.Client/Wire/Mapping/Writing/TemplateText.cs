using System.Text;

namespace Uhit.Client.Wire.Mapping.Writing;

/// <summary>Takes a text apart into literals and placeholders: <c>{name}</c>,
/// <c>{name:format}</c>; <c>{{</c> and <c>}}</c> are braces.</summary>
internal static class TemplateText
{
    /// <summary>The parts of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="problem">What is wrong with it; <see langword="null"/> where nothing is.</param>
    public static IReadOnlyList<TemplatePart> Parse(string text, out string? problem)
    {
        problem = null;
        if (text.AsSpan().IndexOfAny('{', '}') < 0)
        {
            return text.Length == 0 ? [] : [TemplatePart.Of(text)];
        }

        var parts = new List<TemplatePart>();
        var literal = new StringBuilder();
        for (var at = 0; at < text.Length && problem is null;)
        {
            var c = text[at];
            var isDoubled = at + 1 < text.Length && text[at + 1] == c;
            if (c is not ('{' or '}') || isDoubled)
            {
                literal.Append(c);
                at += c is '{' or '}' ? 2 : 1;
            }
            else if (c == '}')
            {
                problem = "A '}' without a '{' before it. Where a brace is meant, write '}}'.";
            }
            else
            {
                Flush(parts, literal);
                at = TakePlaceholder(text, at + 1, parts, out problem);
            }
        }

        Flush(parts, literal);
        return parts;
    }

    private static int TakePlaceholder(string text, int at, List<TemplatePart> parts, out string? problem)
    {
        var inside = new StringBuilder();
        for (; at < text.Length; at++)
        {
            if (text[at] == '}')
            {
                // Doubled it is a brace, where there may be one: a name has none.
                if (at + 1 == text.Length || text[at + 1] != '}' || !inside.ToString().Contains(':', StringComparison.Ordinal))
                {
                    problem = Add(inside.ToString(), parts);
                    return at + 1;
                }

                at++;
            }
            else if (text[at] == '{' && inside.ToString() is var begun && !IsSample(begun))
            {
                break;
            }

            inside.Append(text[at]);
        }

        problem = "A '{' that no '}' closes. Where a brace is meant, write '{{'.";
        return text.Length;
    }

    private static string? Add(string inside, List<TemplatePart> parts)
    {
        var colon = inside.IndexOf(':', StringComparison.Ordinal);
        var name = (colon < 0 ? inside : inside[..colon]).Trim();
        var format = colon < 0 ? null : inside[(colon + 1)..];
        parts.Add(TemplatePart.Placeholder(name, name is TemplateNames.Sample or TemplateNames.OptionalSample ? format : format?.Trim()));
        return name.Length == 0
            ? "An empty placeholder. It names a value, such as {esiId}; where braces are meant, write '{{' and '}}'."
            : null;
    }

    private static bool IsSample(string begun) =>
        begun.StartsWith(TemplateNames.Sample + ":", StringComparison.Ordinal)
        || begun.StartsWith(TemplateNames.OptionalSample + ":", StringComparison.Ordinal);

    private static void Flush(List<TemplatePart> parts, StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            parts.Add(TemplatePart.Of(literal.ToString()));
            literal.Clear();
        }
    }
}
