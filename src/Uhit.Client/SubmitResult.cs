using System.Text.Json.Serialization;

namespace Uhit.Client;

/// <summary>What became of a submission.</summary>
/// <remarks>Can be written as JSON: <see cref="Failure"/> is left out.</remarks>
public sealed record SubmitResult
{
    /// <summary>How it ended.</summary>
    public required SubmitOutcome Outcome { get; init; }

    /// <summary>The inquiry as it stands, with its number; <see langword="null"/> where the outcome is <see cref="SubmitOutcome.Invalid"/>,
    /// and where the inquiry was split: see <see cref="Parts"/>.</summary>
    public InquirySnapshot? Inquiry { get; init; }

    /// <summary>The requests of their own into which the inquiry was split (<see cref="UhitClientOptions.SplitInquiries"/>), each with its
    /// number; empty where it is one.</summary>
    /// <remarks>Their lines are in the order of the ESI IDs, and their numbers begin at 1 in each. The outcome of the whole is
    /// <see cref="SubmitOutcome.Uncertain"/> where that of one is, else <see cref="SubmitOutcome.Rejected"/> where that of one is, else
    /// <see cref="SubmitOutcome.Accepted"/> where something was sent now.</remarks>
    public IReadOnlyList<SubmitResult> Parts { get; init; } = [];

    /// <summary>What CNP reported, with the line that each is about; empty where nothing.</summary>
    public IReadOnlyList<ReportedError> Errors { get; init; } = [];

    /// <summary>The rules that the inquiry breaks; empty unless the outcome is <see cref="SubmitOutcome.Invalid"/>.</summary>
    public IReadOnlyList<InquiryError> InvalidFields { get; init; } = [];

    /// <summary>Why the outcome is <see cref="SubmitOutcome.Uncertain"/>; else <see langword="null"/>.</summary>
    [JsonIgnore]
    public UhitException? Failure { get; init; }
}
