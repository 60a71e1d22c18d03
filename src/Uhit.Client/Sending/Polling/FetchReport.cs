using Uhit.Client.Receiving;

namespace Uhit.Client.Sending.Polling;

/// <summary>How one fetch ended.</summary>
/// <param name="Outcome">What came of it; <see langword="null"/> where CNP gave no answer that counts.</param>
/// <param name="Message">What was fetched, where it could be read.</param>
/// <param name="Failure">What went wrong.</param>
/// <param name="IsOfAll">Whether the failure is one of the way to CNP, and would meet every fetch.</param>
internal sealed record FetchReport(
    IntakeOutcome? Outcome, ParsedCallback? Message = null, UhitException? Failure = null, bool IsOfAll = false)
{
    public static FetchReport Nothing { get; } = new(IntakeOutcome.Nothing);

    public static FetchReport Failed(UhitException failure, bool isOfAll) => new(null, null, failure, isOfAll);

    /// <summary>Whether the message is in the store, now or since before: CNP may be told.</summary>
    public bool IsStored => Outcome is IntakeOutcome.Stored or IntakeOutcome.Unmatched or IntakeOutcome.Duplicate;
}
