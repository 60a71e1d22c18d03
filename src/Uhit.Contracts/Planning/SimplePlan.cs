namespace Uhit.Contracts.Planning;

/// <summary>A simple type: what it becomes in C#, and what its facets allow.</summary>
internal sealed record SimplePlan(SimpleKind Kind)
{
    /// <summary>Null for a built-in type, which needs no code of its own.</summary>
    public string? Name { get; init; }

    public string XmlName { get; init; } = string.Empty;

    /// <summary>The contract's names of the type and of those that it restricts, parted by blanks: what <c>xsi:type</c> may say.</summary>
    public string Types { get; init; } = string.Empty;

    /// <summary>How the white space of a text is treated, also where the text is one of a closed list.</summary>
    public SimpleKind Space { get; init; } = Kind;

    /// <summary>The form of text that a built-in type demands, such as a duration: a member of <c>XmlForm</c>.</summary>
    public string? Form { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public int? TotalDigits { get; init; }

    public int? FractionDigits { get; init; }

    /// <summary>.NET patterns, one per step of derivation: all must match.</summary>
    public IReadOnlyList<string> Patterns { get; init; } = [];

    /// <summary>C# relational patterns such as <c>&gt;= 1</c>: all must hold.</summary>
    public IReadOnlyList<string> Bounds { get; init; } = [];

    public IReadOnlyList<Value> Values { get; init; } = [];

    /// <summary>What a list is made of.</summary>
    public SimplePlan? Item { get; init; }

    /// <summary>What the texts of a union may be; empty where that is not checked.</summary>
    public IReadOnlyList<SimplePlan> Members { get; init; } = [];

    public bool OffsetRequired { get; init; }

    public bool IsText => Kind is SimpleKind.Preserved or SimpleKind.Normalized or SimpleKind.Token;

    public bool IsWhole => Kind is >= SimpleKind.SByte and <= SimpleKind.Integer;

    public bool IsNumber => Kind is >= SimpleKind.SByte and <= SimpleKind.Double;

    public bool IsBinary => Kind is SimpleKind.Base64 or SimpleKind.Hex;

    public bool IsValueType => !IsText && !IsBinary && Kind is not (SimpleKind.List or SimpleKind.QName);

    public string Lexical => Name + "Lexical";

    public string CSharp => Kind switch
    {
        SimpleKind.Enumeration => Name!,
        SimpleKind.List => $"IReadOnlyList<{Item!.CSharp}>",
        SimpleKind.Boolean => "bool",
        SimpleKind.SByte => "sbyte",
        SimpleKind.Byte => "byte",
        SimpleKind.Int16 => "short",
        SimpleKind.UInt16 => "ushort",
        SimpleKind.Int32 => "int",
        SimpleKind.UInt32 => "uint",
        SimpleKind.Int64 => "long",
        SimpleKind.UInt64 => "ulong",
        SimpleKind.Integer or SimpleKind.Decimal => "decimal",
        SimpleKind.Single => "float",
        SimpleKind.Double => "double",
        SimpleKind.Date => "DateOnly",
        SimpleKind.DateTime => "DateTimeOffset",
        SimpleKind.WireDateTime => "WireDateTime",
        SimpleKind.QName => "XmlQualifiedName",
        SimpleKind.Base64 or SimpleKind.Hex => "byte[]",
        _ => "string",
    };

    /// <summary>One value of a closed list: as it is written, and its C# name.</summary>
    internal sealed record Value(string Text, string Name);
}
