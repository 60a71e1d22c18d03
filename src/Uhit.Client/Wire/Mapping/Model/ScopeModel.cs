using Uhit.Client.Wire.Mapping.Model.Domain;
using Uhit.Client.Wire.Mapping.Model.Json;

namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>A part of a message: where it is, and where in it each value stands.</summary>
internal sealed record ScopeModel
{
    /// <summary>Where it stands in the file.</summary>
    public required JsonValue Source { get; init; }

    public required ScopeDefinition Definition { get; init; }

    public ScopeKind Kind => Definition.Kind;

    /// <summary>The message's root, or what repeats, from the part around it.</summary>
    public required IReadOnlyList<PathModel> Each { get; init; }

    public IReadOnlyList<ConditionModel> When { get; init; } = [];

    /// <summary>By the names of <see cref="FieldDefinition"/>.</summary>
    public required IReadOnlyDictionary<string, FieldModel> Fields { get; init; }

    /// <summary>Parts inside, in the order of the file.</summary>
    public IReadOnlyList<ScopeModel> Children { get; init; } = [];

    public PayloadModel? Payload { get; init; }

    /// <summary>Whether neighbours of one ESI ID are one.</summary>
    public bool IsJoined { get; init; }

    /// <summary>Of a series: whether readings without times may end before their day does.</summary>
    public bool HasShortDays { get; init; }

    /// <summary>The zone of the contract, whose midnights part the days.</summary>
    public required TimeZoneInfo Zone { get; init; }
}
