using Uhit.Client.Wire.Mapping.Model.Domain;
using Uhit.Client.Wire.Mapping.Model.Json;

namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>Where a field's value comes from, and how it is read.</summary>
internal sealed record FieldModel
{
    /// <summary>Where it stands in the file.</summary>
    public required JsonValue Source { get; init; }

    public required FieldDefinition Definition { get; init; }

    /// <summary>The paths, of which the first that is there counts; empty for a constant, a header
    /// block, or a value that is put together.</summary>
    public IReadOnlyList<PathModel> Paths { get; init; } = [];

    public string? Const { get; init; }

    /// <summary>A path whose first step is a header block.</summary>
    public PathModel? Header { get; init; }

    public CodeTable? Codes { get; init; }

    /// <summary>The codes as they are compared: names of types without their prefixes.</summary>
    public IReadOnlyDictionary<string, string>? ComparedCodes { get; init; }

    public string? Default { get; init; }

    /// <summary>Values that say that there is none.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    public bool IsRequired { get; init; }

    public string? Format { get; init; }

    /// <summary>The zone of a time without an offset; <see langword="null"/> where the time must have one.</summary>
    public required TimeZoneInfo? Zone { get; init; }

    public FieldModel? Offset { get; init; }

    public IReadOnlyList<ConditionModel> Dst { get; init; } = [];

    public FieldModel? Date { get; init; }

    public FieldModel? Time { get; init; }

    public FieldModel? Number { get; init; }

    /// <summary>Whether the last day of a period is part of it; <see langword="null"/> where it is as the domain has it.</summary>
    public bool? IsInclusive { get; init; }

    /// <summary>A constant factor.</summary>
    public decimal? Scale { get; init; }

    /// <summary>A factor that stands in the message.</summary>
    public FieldModel? ScaleField { get; init; }

    public FieldModel? PowerOfTen { get; init; }

    /// <summary>Whether average power is read as energy.</summary>
    public bool IsAveragePower { get; init; }
}
