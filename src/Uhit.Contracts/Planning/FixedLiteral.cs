using Uhit.Contracts.Emit;

namespace Uhit.Contracts.Planning;

/// <summary>A value that is the only one, as a C# pattern.</summary>
internal static class FixedLiteral
{
    /// <summary>Null where the type has none.</summary>
    public static string? Of(SimplePlan type, string value)
    {
        var collapsed = string.Join(' ', value.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
        if (type.IsText)
        {
            return SourceFile.Literal(type.Space == SimpleKind.Token ? collapsed : value);
        }

        if (type.Kind == SimpleKind.Enumeration)
        {
            return type.Values.FirstOrDefault(v => v.Text == (type.Space == SimpleKind.Token ? collapsed : value)) is { } known
                ? $"{type.Name}.{known.Name}"
                : null;
        }

        if (type.Kind == SimpleKind.Boolean)
        {
            return collapsed is "true" or "1" ? "true" : "false";
        }

        return type.IsNumber ? NumberLiteral.Of(type.Kind, collapsed) : null;
    }
}
