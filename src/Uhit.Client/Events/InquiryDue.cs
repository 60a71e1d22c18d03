namespace Uhit.Client;

/// <summary>72 hours have passed since CNP received the inquiry, and something is still waited
/// for (guide 1.3). Comes once per inquiry.</summary>
/// <remarks>Found within half a minute while a dispatcher runs, else at its next start.</remarks>
public sealed record InquiryDue : UhitEvent;
