namespace Uhit.Client;

/// <summary>Where one line stands at a moment.</summary>
public sealed record LineSnapshot
{
    /// <summary>The line, from 1.</summary>
    public required int LineNumber { get; init; }

    /// <summary>The line's ESI ID.</summary>
    public required EsiId EsiId { get; init; }

    /// <summary>Where it stands.</summary>
    public required LineState State { get; init; }

    /// <summary>The kinds of usage that have come for it.</summary>
    public RequestedUsage Received { get; init; }

    /// <summary>What CNP reported for it; empty where nothing.</summary>
    public IReadOnlyList<ReportedError> Errors { get; init; } = [];
}
