namespace Uhit.Client;

/// <summary>The validation of one line: validated and in process, or failed and no data will be sent (guide 3c).</summary>
public sealed record LineValidation
{
    /// <summary>The line of the inquiry, from 1; 0 where neither the message nor the inquiry tells it.</summary>
    public required int LineNumber { get; init; }

    /// <summary>The line's ESI ID, as CNP repeats it.</summary>
    public required EsiId EsiId { get; init; }

    /// <summary>The verdict.</summary>
    public required ValidationStatus Status { get; init; }

    /// <summary>Why; empty where CNP gave no reason.</summary>
    public IReadOnlyList<ReportedError> Reasons { get; init; } = [];
}
