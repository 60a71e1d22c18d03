namespace Uhit.Contracts.Planning;

/// <summary>A complex type, or a group that repeats: a class, or a struct.</summary>
internal sealed class ComplexPlan(string name, string xmlName, string @namespace)
{
    public string Name => name;

    public string XmlName => xmlName;

    public string Namespace => @namespace;

    public bool IsStruct { get; init; }

    /// <summary>The anonymous type of a global element: the class is the message itself.</summary>
    public bool IsMessage { get; init; }

    /// <summary>Particles that repeat together, without an element of their own.</summary>
    public bool IsGroup { get; init; }

    /// <summary>Only types that extend it can come.</summary>
    public bool IsAbstract { get; init; }

    /// <summary>Whether <c>xsi:type</c> can name it.</summary>
    public bool IsNamed { get; init; }

    /// <summary>The contract's names of the type and of those that it extends, parted by blanks, which
    /// <c>xsi:type</c> may say; empty for one without a name.</summary>
    public string Types { get; init; } = string.Empty;

    /// <summary>The type that it extends or restricts.</summary>
    public ComplexPlan? Base { get; set; }

    /// <summary>All types that extend it, directly or not.</summary>
    public List<ComplexPlan> Derived { get; } = [];

    /// <summary>Whether it stands for others, or others for it.</summary>
    public bool IsPolymorphic => Base is not null || Derived.Count > 0;

    /// <summary>What is inside: filled after all types have their names, since types may name each other.</summary>
    public ParticlePlan.Group Root { get; set; } = ParticlePlan.Group.Empty;

    /// <summary>The attributes, and what is open among them.</summary>
    public List<MemberPlan> Attributes { get; } = [];

    /// <summary>The text, for a type that has text and no elements.</summary>
    public MemberPlan? Content { get; set; }

    /// <summary>The properties of the elements, in the order in which the reader numbers them.</summary>
    public IReadOnlyList<MemberPlan> Elements => [.. Root.Leaves];

    /// <summary>All properties, those of the type that it extends too.</summary>
    public IEnumerable<MemberPlan> Members => Attributes.Concat(Content is null ? [] : [Content]).Concat(Root.Leaves);

    public IEnumerable<MemberPlan> OwnMembers => Base is null ? Members : Members.Except(Base.Members);

    public IEnumerable<MemberPlan> Held => Members.Where(e => !e.Streamed);

    public IEnumerable<MemberPlan> Streamed => Members.Where(e => e.Streamed);

    public bool IsStreaming => Root.Leaves.Any(e => e.Streamed);

    public string Handler => $"I{Name}Handler";
}
