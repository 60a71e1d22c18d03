namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>One thing that must hold.</summary>
internal sealed record ConditionModel
{
    /// <summary>Where it stands in the file.</summary>
    public required Json.JsonValue Source { get; init; }

    /// <summary>The value that is looked at: a path of the part, or of a header block.</summary>
    public required PathModel Path { get; init; }

    /// <summary>Whether the path begins at a header block.</summary>
    public bool IsHeader { get; init; }

    /// <summary>The values of which it is one; empty where that is not asked.</summary>
    public IReadOnlyList<string> Is { get; init; } = [];

    /// <summary>The values of which it is none.</summary>
    public IReadOnlyList<string> IsNot { get; init; } = [];

    /// <summary>The values of <see cref="Is"/>, as they are compared: names of types without their prefixes.</summary>
    public IReadOnlyList<string> ComparedIs { get; init; } = [];

    /// <summary>The same of <see cref="IsNot"/>.</summary>
    public IReadOnlyList<string> ComparedIsNot { get; init; } = [];

    /// <summary>Whether it must be there; <see langword="null"/> where that is not asked.</summary>
    public bool? Exists { get; init; }
}
