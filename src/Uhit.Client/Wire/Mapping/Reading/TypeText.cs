using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>The value of an <c>xsi:type</c> as it is kept: <c>{namespace}name</c>, by the declarations where it stands.</summary>
internal static class TypeText
{
    /// <summary>Whether an attribute has such a value.</summary>
    public static bool IsType(AttributeCapture attribute) => attribute.Name == "type" && attribute.Namespace == TypeNames.Instance;

    /// <summary>What is kept of a value. A prefix that is not declared stays: it is the name of nothing.</summary>
    /// <param name="value">The value.</param>
    /// <param name="find">The namespace of a prefix, where the value stands.</param>
    public static string Of(string value, Func<string, string?> find)
    {
        var text = XmlText.Trim(value).ToString();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? $"{{{find(string.Empty)}}}{text}" : find(text[..colon]) is { } ns ? $"{{{ns}}}{text[(colon + 1)..]}" : text;
    }

    /// <summary>The name without its namespace.</summary>
    public static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> text) => text.StartsWith("{") ? text[(text.LastIndexOf('}') + 1)..] : text;
}
