using Uhit.Client.Usage;

namespace Uhit.Client.Reliability.Traffic;

/// <summary>A callback that CNP will send, with what must become of it.</summary>
/// <param name="Inquiry">The inquiry's number in the run.</param>
/// <param name="Ordinal">Its place among the callbacks of its inquiry.</param>
/// <param name="Operation">The operation.</param>
/// <param name="MessageId">Its MessageId.</param>
/// <param name="EventKey">The key of the event that comes of it.</param>
/// <param name="Body">The message, byte for byte.</param>
/// <param name="Usage">The usage in it.</param>
internal sealed record PlannedCallback(
    int Inquiry, int Ordinal, UhitOperation Operation, MessageId MessageId, string EventKey, byte[] Body,
    IReadOnlyList<UsageHistory> Usage);
