using Uhit.Client.Wire.Mapping.Model.Json;

namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>A message of the contract.</summary>
internal sealed record MessageModel
{
    /// <summary>Where it stands in the file.</summary>
    public required JsonValue Source { get; init; }

    /// <summary>The message's key, such as <c>delivery</c>.</summary>
    public required string Name { get; init; }

    public required UhitOperation Operation { get; init; }

    /// <summary>The SOAP action; <see langword="null"/> where none is told.</summary>
    public string? Action { get; init; }

    /// <summary>The last part of the callback's address.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>The template, relative to the folder.</summary>
    public string? Template { get; init; }

    /// <summary>What is read, for one that we receive.</summary>
    public ScopeModel? Content { get; init; }

    public AnswerModel? Answer { get; init; }

    /// <summary>Whether a fetch is for each inquiry, or for all of a client.</summary>
    public bool IsPerClient { get; init; }
}

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
