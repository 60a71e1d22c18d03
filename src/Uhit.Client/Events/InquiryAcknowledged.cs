namespace Uhit.Client;

/// <summary>CNP answered the inquiry: taken for processing, or refused as a whole (guide 3a, 3b).</summary>
public sealed record InquiryAcknowledged : UhitEvent
{
    /// <summary>The answer.</summary>
    public required Acknowledgement Acknowledgement { get; init; }

    /// <summary>Whether it came as a call of CNP's, rather than as the answer at once.</summary>
    public bool CameByCallback { get; init; }
}
