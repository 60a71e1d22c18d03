namespace Uhit.Client.Receiving;

/// <summary>What became of one message in an answer of CNP's service.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Message">What it says, where it could be read.</param>
/// <param name="Problem">Why it was not taken, where it was not.</param>
internal sealed record Intake(IntakeOutcome Outcome, ParsedCallback? Message = null, Exception? Problem = null);

/// <summary>What became of one message in an answer of CNP's service.</summary>
internal enum IntakeOutcome
{
    /// <summary>There was none.</summary>
    Nothing,

    /// <summary>The message is stored now.</summary>
    Stored,

    /// <summary>The message is stored now, and its inquiry is not known.</summary>
    Unmatched,

    /// <summary>The message was stored before.</summary>
    Duplicate,

    /// <summary>The message has the number of another one and other content, or does not fit the contract: its
    /// bytes are kept, and it did not count.</summary>
    Kept,

    /// <summary>The message could not be taken, and nothing of it is kept.</summary>
    NotTaken,
}
