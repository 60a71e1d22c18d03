namespace Uhit.Client;

/// <summary>CNP's third business day has passed as well as the 72 hours, and something is still
/// waited for (RMG 7.5). Comes once per inquiry.</summary>
/// <remarks>Found within half a minute while a dispatcher runs, else at its next start.</remarks>
public sealed record InquiryOverdue : UhitEvent;
