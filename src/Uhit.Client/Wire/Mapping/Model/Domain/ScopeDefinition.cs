namespace Uhit.Client.Wire.Mapping.Model.Domain;

/// <summary>A part of a message and what may be mapped in it.</summary>
internal sealed class ScopeDefinition(
    ScopeKind kind, string name, string description, FieldDefinition[] fields, params ScopeDefinition.Child[] children)
{
    public ScopeKind Kind => kind;

    /// <summary>The scope's name in the JSON schema.</summary>
    public string Name => name;

    public string Description => description;

    public IReadOnlyList<FieldDefinition> Fields => fields;

    public IReadOnlyList<Child> Children => children;

    /// <summary>Whether it is a message, or an answer: it has a root then, else it repeats.</summary>
    public bool IsMessage => kind is ScopeKind.Answer or ScopeKind.Acknowledgement or ScopeKind.Validation or ScopeKind.Delivery
        or ScopeKind.Fault;

    /// <summary>A part inside a part.</summary>
    /// <param name="Name">Its name in <c>contract.json</c>.</param>
    /// <param name="Definition">What it is.</param>
    /// <param name="IsRequired">Whether it has to be mapped.</param>
    internal sealed record Child(string Name, ScopeDefinition Definition, bool IsRequired = false);
}

/// <summary>A field of the domain that a contract may map. A dot in its name is a group in JSON.</summary>
internal sealed record FieldDefinition(string Name, FieldType Type, string Description, bool IsRequired = false)
{
    /// <summary>The domain's own codes, where it has some.</summary>
    public string[] Codes { get; init; } = [];
}
