using System.Text.Json.Serialization;

namespace Uhit.Client;

/// <summary>What became of a submission.</summary>
/// <remarks>Can be written as JSON: <see cref="RequestId"/> and <see cref="Failure"/> are left out, the inquiry has its number.</remarks>
public sealed record SubmitResult
{
    /// <summary>How it ended.</summary>
    public required SubmitOutcome Outcome { get; init; }

    /// <summary>The inquiry as it stands; <see langword="null"/> where the outcome is <see cref="SubmitOutcome.Invalid"/>, and where the
    /// inquiry was split: see <see cref="Parts"/>.</summary>
    public InquirySnapshot? Inquiry { get; init; }

    /// <summary>The inquiry's number, for waiting, reading and resending.</summary>
    /// <exception cref="InvalidOperationException">The inquiry was invalid, or was split: it has no number.</exception>
    [JsonIgnore]
    public RequestId RequestId => Inquiry?.RequestId
        ?? throw new InvalidOperationException(Parts.Count > 0
            ? "The inquiry was split into requests of their own, each with its number: see Parts."
            : "An invalid inquiry is not stored and has no number: see InvalidFields.");

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
