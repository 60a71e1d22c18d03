using System.Text;

namespace Uhit.Client;

/// <summary>An inquiry as it stands at a moment.</summary>
/// <remarks><c>ToString</c> shows neither the user's key nor the reason of abandoning: both are the user's own text.</remarks>
public sealed record InquirySnapshot
{
    /// <summary>The Third Party's number for it.</summary>
    public required RequestId RequestId { get; init; }

    /// <summary>The user's own key for it, where one was given.</summary>
    public string? ClientReference { get; init; }

    /// <summary>The named client that it belongs to.</summary>
    public required string Client { get; init; }

    /// <summary>Test or Production.</summary>
    public required UhitEnvironment Environment { get; init; }

    /// <summary>Under which Authentication ID it was asked.</summary>
    public required AuthenticationId AuthenticationId { get; init; }

    /// <summary>Where the sending stands.</summary>
    public required SendingState Sending { get; init; }

    /// <summary>Where each line stands, in the order of the inquiry.</summary>
    public required IReadOnlyList<LineSnapshot> Lines { get; init; }

    /// <summary>Whether every line has its end: delivered, failed or no data.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Whether nothing more is waited for: complete, rejected or abandoned.</summary>
    public bool IsFinished => IsComplete || Sending is SendingState.Rejected or SendingState.Abandoned;

    /// <summary>CNP's own number for it, once CNP gave one.</summary>
    public TransactionId? TransactionId { get; init; }

    /// <summary>What CNP reported for the request as a whole.</summary>
    public IReadOnlyList<ReportedError> Errors { get; init; } = [];

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its first send began; <see langword="null"/> before.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When CNP received it, by CNP's clock; <see langword="null"/> while CNP has not said so.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>72 hours after receipt, or after the start of sending where the receipt is not known (guide
    /// 1.3); <see langword="null"/> before sending.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The later of <see cref="DueAt"/> and the end of CNP's third business day after receipt (RMG 7.5).</summary>
    public DateTimeOffset? OverdueAt { get; init; }

    /// <summary>Whether <see cref="DueAt"/> has passed and something is still waited for.</summary>
    public bool IsDue { get; init; }

    /// <summary>Whether <see cref="OverdueAt"/> has passed and something is still waited for.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>Why the user gave it up, where that is so.</summary>
    public string? AbandonReason { get; init; }

    /// <summary>When something of it, or of what came for it, was first purged; <see langword="null"/> where all is there.</summary>
    /// <remarks>The inquiry's state stays as it was. <c>ReadUsageAsync</c> leaves out what was purged, and an inquiry whose
    /// personal data was purged can't be sent again.</remarks>
    public DateTimeOffset? PurgedAt { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("RequestId = ").Append(RequestId).Append(", Client = ").Append(Client).Append(", Environment = ").Append(Environment)
            .Append(", Sending = ").Append(Sending).Append(", Lines = ").Append(Lines.Count).Append(", IsComplete = ").Append(IsComplete);
        return true;
    }
}
