using System.Globalization;
using System.Text;

namespace Uhit.Contracts.Planning;

/// <summary>Names of the contract as C# names.</summary>
internal static class CSharpNames
{
    /// <summary>Types that the generated code itself uses, which a type of the contract must not hide.</summary>
    public static readonly IReadOnlySet<string> Reserved = new HashSet<string>(StringComparer.Ordinal)
    {
        "String", "Object", "List", "IReadOnlyList", "IEnumerable", "DateOnly", "DateTimeOffset", "ReadOnlySpan", "Regex", "RegexOptions",
        "XmlReader",
        "XmlWriter", "XmlText", "ElementReader", "ElementWriter", "ElementShape", "Task", "ValueTask", "Message",
        "ChannelFactory",
        "IClientChannel", "Binding", "EndpointAddress", "ServiceContract", "OperationContract", "IAsyncDisposable", "ArgumentNullException",
        "CommunicationException", "TimeoutException", "CommunicationState", "WireFormatException", "System", "ElementFrame", "ElementPath",
        "ElementValue", "TextCache", "XElement", "XAttribute", "XName", "XmlQualifiedName", "WireDateTime", "XmlForm",
    };

    /// <summary>Names that a property can't have: those of what every generated type has, and of
    /// what its code calls by the type's name.</summary>
    public static readonly IReadOnlyList<string> Members =
    [
        "Read", "Write", "ReadContent", "ReadExact", "WriteContent", "WriteElement", "TypeName", "Shape", "Ns", "ElementName",
        "KnownAttributes", "DerivedTypes", "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize",
        "ElementShape", "ElementValue", "ElementPath", "XmlText", "XmlForm", "TextCache",
    ];

    private static readonly char[] Digits = [.. "0123456789"];

    private static readonly HashSet<string> Locals = new(StringComparer.Ordinal)
    {
        "reader", "writer", "handler", "child", "begun", "item", "present",
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate",
        "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if",
        "implicit", "in",
        "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override", "params",
        "private",
        "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string",
        "struct", "switch",
        "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile",
        "while", "await", "field", "value", "required",
    };

    /// <summary>Pascal case, with what C# does not take in a name left out.</summary>
    public static string Type(string xmlName)
    {
        var name = new StringBuilder();
        var upper = true;
        foreach (var c in xmlName)
        {
            if (!char.IsLetterOrDigit(c) && c != '_')
            {
                upper = true;
                continue;
            }

            name.Append(upper ? char.ToUpper(c, CultureInfo.InvariantCulture) : c);
            upper = false;
        }

        if (name.Length == 0 || char.IsDigit(name[0]))
        {
            name.Insert(0, '_');
        }

        return name.ToString();
    }

    /// <summary>A value of a closed list: the signs that make up codes are told apart by their names.</summary>
    public static string Value(string text)
    {
        if (text.Length == 0)
        {
            return "Empty";
        }

        var name = new StringBuilder();
        var upper = true;
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c) || c == '_')
            {
                name.Append(upper ? char.ToUpper(c, CultureInfo.InvariantCulture) : c);
                upper = false;
                continue;
            }

            name.Append(
                c switch
                {
                    '+' => "Plus",
                    '-' when upper => "Minus",
                    '<' => "Less",
                    '>' => "Greater",
                    '=' => "Equal",
                    '%' => "Percent",
                    '*' => "Star",
                    _ => string.Empty,
                });
            upper = true;
        }

        if (name.Length == 0 || char.IsDigit(name[0]))
        {
            name.Insert(0, '_');
        }

        return name.ToString();
    }

    public static string Local(string property)
    {
        var name = char.ToLower(property[0], CultureInfo.InvariantCulture) + property[1..];
        // One that begins with no letter has no other form.
        if (name == property)
        {
            return "local" + name;
        }

        // The code counts what it writes: chosen and chosen2 for choices, rowCount for rows.
        var isCounter = name.TrimEnd(Digits) == "chosen" || name.EndsWith("Count", StringComparison.Ordinal);
        return isCounter || Locals.Contains(name) ? name + "_" : name;
    }
}
