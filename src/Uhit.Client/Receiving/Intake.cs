namespace Uhit.Client.Receiving;

/// <summary>What became of one message in an answer of CNP's service.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Message">What it says, where it could be read.</param>
/// <param name="Problem">Why it was not taken, where it was not.</param>
internal sealed record Intake(IntakeOutcome Outcome, ParsedCallback? Message = null, Exception? Problem = null);
