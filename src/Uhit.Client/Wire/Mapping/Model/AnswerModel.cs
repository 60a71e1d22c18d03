namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>An answer, read or written.</summary>
internal sealed record AnswerModel
{
    /// <summary>What is read of it; <see langword="null"/> where nothing is.</summary>
    public ScopeModel? Content { get; init; }

    /// <summary>The template, for one that is written.</summary>
    public string? Template { get; init; }

    /// <summary>HTTP statuses of an answer without content.</summary>
    public IReadOnlyList<int> Empty { get; init; } = [];

    /// <summary>The messages whose content stands in it.</summary>
    public IReadOnlyList<UhitOperation> Contains { get; init; } = [];
}
