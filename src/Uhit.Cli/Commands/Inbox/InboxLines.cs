using Uhit.Cli.Output;
using Uhit.Client;
using Uhit.Client.Store;

namespace Uhit.Cli.Commands.Inbox;

/// <summary>A callback in a room, without its content.</summary>
internal sealed record EntryLine(
    InboxRoom Room,
    string Item,
    DateTimeOffset ReceivedAt,
    string Peer,
    UhitOperation? Operation,
    string? MessageKey,
    string? RequestId,
    string? Reason,
    long Bytes,
    bool HasBody,
    DateTimeOffset? PurgedAt,
    IReadOnlyList<string>? Identifiers,
    IReadOnlyList<string>? EsiIds) : JsonLine("entry")
{
    public static EntryLine Of(InboxEntry entry) => new(
        entry.Room,
        entry.Receipt.ToString(),
        entry.ReceivedAt,
        entry.Peer,
        entry.Operation,
        entry.MessageKey,
        entry.RequestId?.Value,
        entry.Reason,
        entry.BodyLength,
        entry.HasBody,
        entry.PurgedAt,
        entry.Identifiers.Count == 0 ? null : entry.Identifiers,
        entry.EsiIds.Count == 0 ? null : [.. entry.EsiIds.Select(esiId => esiId.Value)]);
}

/// <summary>A dead letter.</summary>
internal sealed record DeadLetterLine(
    string Item, StoredEventKind Event, string RequestId, string Key, string Handler, string ErrorType, int Failures, int Replays,
    DateTimeOffset DiedAt)
    : JsonLine("deadLetter")
{
    public static DeadLetterLine Of(DeadLetter letter) => new(
        InboxItem.Of(letter), letter.Kind, letter.RequestId.Value, letter.EventKey, letter.Handler, letter.ErrorType, letter.Failures,
        letter.Replays, letter.DiedAt);
}

/// <summary>What became of an adoption.</summary>
internal sealed record AdoptedLine(string Item, InboxActionOutcome Outcome, string? RequestId, string? Reason) : JsonLine("adopted");

/// <summary>What became of a replay.</summary>
internal sealed record ReplayedLine(string Item, string Outcome, string? RequestId, string? Reason) : JsonLine("replayed");

/// <summary>What was thrown away.</summary>
internal sealed record DiscardedLine(string Item) : JsonLine("discarded");

/// <summary>Where a body was written.</summary>
internal sealed record ExportedLine(string Item, string File, long Bytes) : JsonLine("exported");

/// <summary>What became of an import.</summary>
internal sealed record ImportedLine(
    string RequestId, bool WasAdded, int Adopted, int NotReadable, SendingState Sending, bool IsComplete) : JsonLine("imported");

/// <summary>What became of a purge.</summary>
internal sealed record PurgedLine(
    PurgeOutcome Outcome, int Messages, int Inquiries, long WaitingEvents, long DeadLetters, IReadOnlyList<string>? StillWaiting,
    bool IsWiped) : JsonLine("purged");
