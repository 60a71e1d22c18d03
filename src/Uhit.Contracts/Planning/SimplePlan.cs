namespace Uhit.Contracts.Planning;

/// <summary>A simple type: what it becomes in C#, and what its facets allow.</summary>
internal sealed record SimplePlan(SimpleKind Kind)
{
    /// <summary>Null for a built-in type, which needs no code of its own.</summary>
    public string? Name { get; init; }

    public string XmlName { get; init; } = string.Empty;

    /// <summary>The contract's names of the type and of those that it restricts, parted by blanks: what <c>xsi:type</c> may say.</summary>
    public string Types { get; init; } = string.Empty;

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>.NET patterns, one per step of derivation: all must match.</summary>
    public IReadOnlyList<string> Patterns { get; init; } = [];

    /// <summary>C# relational patterns such as <c>&gt;= 1</c>: all must hold.</summary>
    public IReadOnlyList<string> Bounds { get; init; } = [];

    public IReadOnlyList<EnumerationValue> Values { get; init; } = [];

    public bool OffsetRequired { get; init; }

    public bool IsText => Kind is SimpleKind.Preserved or SimpleKind.Normalized or SimpleKind.Token;

    public bool IsValueType => !IsText;

    public string Lexical => Name + "Lexical";

    public string CSharp => Kind switch
    {
        SimpleKind.Enumeration => Name!,
        SimpleKind.Boolean => "bool",
        SimpleKind.Int32 => "int",
        SimpleKind.Decimal => "decimal",
        SimpleKind.Date => "DateOnly",
        SimpleKind.DateTime => "DateTimeOffset",
        _ => "string",
    };
}
