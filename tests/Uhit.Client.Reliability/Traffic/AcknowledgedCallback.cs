namespace Uhit.Client.Reliability.Traffic;

/// <summary>What the sender remembers of a callback that was acknowledged.</summary>
/// <param name="Inquiry">The inquiry's number in the run.</param>
/// <param name="Ordinal">Its place among the callbacks of its inquiry.</param>
/// <param name="Answer">All bytes of the acknowledgement; <see langword="null"/> where there was none, since it was fetched.</param>
internal sealed record AcknowledgedCallback(int Inquiry, int Ordinal, byte[]? Answer);
