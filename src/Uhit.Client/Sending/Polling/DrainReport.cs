namespace Uhit.Client.Sending.Polling;

/// <summary>What came of asking until nothing more was ready.</summary>
/// <param name="Stored">How many messages are stored now that were not before.</param>
/// <param name="Failure">What ended it, where it was not that nothing more is ready.</param>
/// <param name="IsOfAll">Whether the failure would meet every fetch.</param>
/// <param name="IsUnconfirmed">Whether CNP has still to be told of something.</param>
internal sealed record DrainReport(int Stored, UhitException? Failure = null, bool IsOfAll = false, bool IsUnconfirmed = false);
