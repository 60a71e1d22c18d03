using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing;

/// <summary>What a template needs of the contract that it is of.</summary>
internal sealed record TemplateSettings
{
    public required MessageKind Kind { get; init; }

    /// <summary>The time zone of local times.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>The tables of codes.</summary>
    public IReadOnlyDictionary<string, CodeTable> Codes { get; init; } = new Dictionary<string, CodeTable>();

    /// <summary>The names of the contract's secrets.</summary>
    public IReadOnlyCollection<string> Secrets { get; init; } = [];

    /// <summary>Whether values that were made up from the schema are written, as the simulator does.
    /// What we send ourselves never has one.</summary>
    public bool WritesSamples { get; init; }
}
