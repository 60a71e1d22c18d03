using System.Globalization;

namespace Uhit.Contracts.Planning;

/// <summary>A property of a class. Its value is of a simple type, of a complex one, or XML that is kept as it is.</summary>
internal sealed record MemberPlan(MemberKind Kind, string XmlName, string Namespace, string Property, int Min, int Max)
{
    public SimplePlan? Simple { get; init; }

    public ComplexPlan? Complex { get; init; }

    /// <summary>Whether it is there whenever the class is: not an alternative of a choice, nor
    /// part of a group that may be left out.</summary>
    public bool Required { get; init; }

    /// <summary>Whether an element may say <c>xsi:nil</c>.</summary>
    public bool Nillable { get; init; }

    /// <summary>The property that says whether an element that may also be left out is nil; null where null itself says it.</summary>
    public string? NilProperty { get; init; }

    public bool Streamed { get; init; }

    /// <summary>What stands for an element without text, or for an attribute that is left out.</summary>
    public string? Default { get; init; }

    /// <summary>The only value, as C#; null where there is none, or where it is not checked.</summary>
    public string? Fixed { get; init; }

    /// <summary>What the schema says of it to people, on one line; null where it says nothing.</summary>
    public string? Documentation { get; init; }

    /// <summary>What a wildcard allows.</summary>
    public string Namespaces { get; init; } = string.Empty;

    public bool IsRaw => Simple is null && Complex is null && Kind is MemberKind.Element or MemberKind.Wildcard;

    public bool IsList => Kind == MemberKind.OtherAttributes || Max > 1;

    public bool IsOptional => !IsList && !Required;

    public string ItemType => Kind == MemberKind.OtherAttributes ? "XAttribute" : Simple?.CSharp ?? Complex?.Name ?? "XElement";

    /// <summary>The type of one item of a list, which may be nil.</summary>
    public string ListItemType => ItemType + (Nillable ? "?" : string.Empty);

    /// <summary>Whether the property may be null.</summary>
    public bool IsNullable => !IsList && (!Required || Nillable);

    public bool IsValueType => Simple?.IsValueType ?? Complex is { IsStruct: true };

    public string Types => Simple?.Types ?? Complex?.Types ?? string.Empty;

    public string MaxText => Max == Particle.Unbounded ? "ElementShape.Unbounded" : Max.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What of the XML a property stands for.</summary>
internal enum MemberKind
{
    Element,
    Attribute,

    /// <summary>The text of an element that may have attributes.</summary>
    Content,

    /// <summary>Several particles that repeat together: a list of a class that has no element of its own.</summary>
    Group,

    /// <summary>Elements that the schema leaves open.</summary>
    Wildcard,

    /// <summary>Attributes that the schema leaves open.</summary>
    OtherAttributes,
}
