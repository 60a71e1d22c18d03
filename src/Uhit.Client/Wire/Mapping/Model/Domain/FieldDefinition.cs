namespace Uhit.Client.Wire.Mapping.Model.Domain;

/// <summary>A field of the domain that a contract may map. A dot in its name is a group in JSON.</summary>
internal sealed record FieldDefinition(string Name, FieldType Type, string Description, bool IsRequired = false)
{
    /// <summary>The domain's own codes, where it has some.</summary>
    public string[] Codes { get; init; } = [];
}
