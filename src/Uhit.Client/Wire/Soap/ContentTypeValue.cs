using System.Text;

namespace Uhit.Client.Wire.Soap;

/// <summary>The value of a Content-Type header, read as others write it: SOAP 1.2's action also without
/// the quotes that its slashes and colons need.</summary>
internal sealed class ContentTypeValue
{
    private const int MaxLength = 4096;
    private readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase);

    private ContentTypeValue(string mediaType) => MediaType = mediaType;

    /// <summary>The media type, such as <c>text/xml</c>, in lower case.</summary>
    public string MediaType { get; }

    /// <summary>The value of a parameter; <see langword="null"/> where it is not there.</summary>
    public string? this[string name] => _parameters.GetValueOrDefault(name);

    /// <summary>Reads a value.</summary>
    /// <returns><see langword="null"/> for what is no media type, and where a parameter comes twice: which one would hold?</returns>
    public static ContentTypeValue? Parse(string? text)
    {
        if (text is null or { Length: > MaxLength })
        {
            return null;
        }

        var at = EndOf(text, 0);
        var type = text[..at].Trim();
        var slash = type.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == type.Length - 1 || !type.All(c => c is '/' || IsToken(c)) || type.LastIndexOf('/') != slash)
        {
            return null;
        }

        var value = new ContentTypeValue(type.ToLowerInvariant());
        while (at < text.Length)
        {
            var end = EndOf(text, at + 1);
            if (!value.Add(text.AsSpan((at + 1)..end)))
            {
                return null;
            }

            at = end;
        }

        return value;
    }

    // The next semicolon that is not in quotes.
    private static int EndOf(string text, int at)
    {
        var quoted = false;
        for (; at < text.Length; at++)
        {
            if (text[at] == '\\' && quoted)
            {
                at++;
            }
            else if (text[at] == '"')
            {
                quoted = !quoted;
            }
            else if (text[at] == ';' && !quoted)
            {
                break;
            }
        }

        return Math.Min(at, text.Length);
    }

    private bool Add(ReadOnlySpan<char> parameter)
    {
        var equals = parameter.IndexOf('=');
        if (equals < 0)
        {
            return parameter.IsWhiteSpace();
        }

        var name = parameter[..equals].Trim();
        var value = parameter[(equals + 1)..].Trim();
        return !name.IsEmpty && !ContainsNonToken(name) && Unquote(value) is { } plain && _parameters.TryAdd(name.ToString(), plain);
    }

    private static string? Unquote(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty || value[0] != '"')
        {
            return value.ContainsAny('"', ',') || value.ContainsAnyInRange('\0', ' ') ? null : value.ToString();
        }

        var plain = new StringBuilder(value.Length);
        for (var at = 1; at < value.Length; at++)
        {
            if (value[at] == '"')
            {
                return at == value.Length - 1 ? plain.ToString() : null;
            }

            if (value[at] == '\\' && at + 1 < value.Length)
            {
                at++;
            }

            plain.Append(value[at]);
        }

        return null;
    }

    private static bool ContainsNonToken(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!IsToken(c))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsToken(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal);
}
