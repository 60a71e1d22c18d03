namespace Uhit.Client.Sending.Polling;

/// <summary>How long an inquiry is left alone after failures.</summary>
internal sealed record PollWait(int Failures, DateTimeOffset Until);
