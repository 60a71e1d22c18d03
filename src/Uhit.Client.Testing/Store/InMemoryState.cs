using Uhit.Client.Store;

namespace Uhit.Client.Testing.Store;

/// <summary>All that an in-memory store holds, under one lock.</summary>
internal sealed class InMemoryState
{
    private readonly Lock _lock = new();
    private long _sequence;

    // In the order in which they were added.
    public List<InquiryRecord> Inquiries { get; } = [];

    public Dictionary<ReceiptId, InMemoryReceipt> Receipts { get; } = [];

    public Dictionary<(string Client, string Peer, UhitOperation Operation, string MessageKey), InMemoryReceipt> Messages { get; } = [];

    public List<InMemoryEvent> Events { get; } = [];

    public HashSet<(string Client, string Key)> EventKeys { get; } = [];

    /// <summary>The keys under which inquiries are found.</summary>
    public HashSet<(string Client, string Key, RequestId RequestId)> Keys { get; } = [];

    public Dictionary<string, AuthenticationId> AuthenticationIds { get; } = new(StringComparer.Ordinal);

    public Dictionary<(string Client, RequestId RequestId), InMemoryStream> Streams { get; } = [];

    /// <summary>Runs as one transaction; what it throws becomes the task's.</summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        try
        {
            lock (_lock)
            {
                return Task.FromResult(work());
            }
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    public Task RunAsync(Action work, CancellationToken cancellationToken) => RunAsync(
        () =>
        {
            work();
            return true;
        },
        cancellationToken);

    public int IndexOf(string client, RequestId requestId) =>
        Inquiries.FindIndex(record => record.RequestId == requestId && string.Equals(record.Client, client, StringComparison.Ordinal));

    public void AddKeys(InquiryRecord record)
    {
        foreach (var key in StoreRules.KeysOf(record))
        {
            Keys.Add((record.Client, key, record.RequestId));
        }
    }

    /// <summary>The inquiries that a search finds.</summary>
    public (IReadOnlyList<InquiryRecord> Candidates, bool AreNamed) Find(string client, InquirySearch search)
    {
        var ofClient = Inquiries.Where(record => string.Equals(record.Client, client, StringComparison.Ordinal)).ToList();
        var named = ofClient.FindAll(record =>
            record.RequestId == search.RequestId || search.Keys.Any(key => Keys.Contains((client, key, record.RequestId))));
        return named.Count > 0
            ? ([.. named.Take(InquirySearch.Limit)], true)
            : (
                [
                    .. ofClient.Where(record => record.Inquiry.Lines.Any(line => search.EsiIds.Contains(line.EsiId)))
                        .OrderBy(record => record.IsFinished)
                        .ThenByDescending(record => record.CreatedAt.UtcTicks)
                        .Take(InquirySearch.Limit),
                ],
                false);
    }

    /// <summary>What the room of unmatched messages holds of a peer's.</summary>
    public RoomUsage Unmatched(string client, string peer)
    {
        var held = Receipts.Values.Where(receipt => receipt is { Message: { } message, Room: InboxRoom.Unmatched }
            && string.Equals(message.Client, client, StringComparison.Ordinal)
            && string.Equals(message.Peer, peer, StringComparison.Ordinal)).ToList();
        return new RoomUsage(InboxRoom.Unmatched, peer, held.Count, held.Sum(receipt => receipt.UnmatchedBytes));
    }

    /// <summary>Applies a change; all of it, or, where it throws, nothing.</summary>
    public InquiryRecord Change(int index, Func<InquiryRecord, InquiryChange?> change, out bool changed)
    {
        var before = Inquiries[index];
        var after = change(before);
        changed = after is not null;
        if (after is null)
        {
            return before;
        }

        StoreRules.RequireSameInquiry(before, after.Record);
        Inquiries[index] = after.Record;
        AddKeys(after.Record);
        foreach (var newEvent in after.Events)
        {
            Append(before.Client, before.Environment, before.RequestId, newEvent);
        }

        return after.Record;
    }

    public void Append(string client, UhitEnvironment environment, RequestId requestId, StoredEvent newEvent)
    {
        if (!EventKeys.Add((client, newEvent.Key)))
        {
            return;
        }

        if (!Streams.TryGetValue((client, requestId), out var stream))
        {
            Streams.Add((client, requestId), stream = new InMemoryStream());
        }

        Events.Add(new InMemoryEvent(++_sequence, client, environment, requestId, newEvent, stream));
    }
}
