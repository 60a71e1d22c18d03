using Uhit.Client.Store;

namespace Uhit.Client.Testing.Store;

/// <summary>Deadlines, sweeping and statistics in memory.</summary>
internal sealed partial class InMemoryMaintenance(InMemoryState state) : IMaintenanceStore
{
    public Task InitializeAsync(CancellationToken cancellationToken = default) => state.RunAsync(() => { }, cancellationToken);

    public Task<int> ReportDeadlinesAsync(
        string client, DateTimeOffset now, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default) =>
            state.RunAsync(
            () =>
            {
                var count = 0;
                for (var i = 0; i < state.Inquiries.Count; i++)
                {
                    if (string.Equals(state.Inquiries[i].Client, client, StringComparison.Ordinal)
                        && StoreRules.NextDeadline(state.Inquiries[i]) <= now)
                    {
                        state.Change(i, change, out var changed);
                        count += changed ? 1 : 0;
                    }
                }

                return count;
            },
            cancellationToken);

    public Task<int> SweepOrphansAsync(DateTimeOffset begunBefore, CancellationToken cancellationToken = default) => state.RunAsync(
        () =>
        {
            var orphans = state.Receipts.Values.Where(receipt => receipt.IsStaged && receipt.LastAppend < begunBefore).ToList();
            orphans.ForEach(receipt => state.Receipts.Remove(receipt.Id));
            return orphans.Count;
        },
        cancellationToken);

    public Task<IReadOnlyList<RoomUsage>> GetRoomUsageAsync(string client, CancellationToken cancellationToken = default) =>
        state.RunAsync<IReadOnlyList<RoomUsage>>(
            () =>
            {
                var unreadable = state.Receipts.Values
                    .Where(receipt => receipt.Unreadable is { } kept && string.Equals(kept.Client, client, StringComparison.Ordinal))
                    .ToList();
                var usage = state.Receipts.Values
                    .Where(receipt => receipt is { Message: { } message, Room: InboxRoom.Unmatched }
                        && string.Equals(message.Client, client, StringComparison.Ordinal))
                    .Select(receipt => receipt.Message!.Peer).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                    .Select(peer => state.Unmatched(client, peer)).ToList();
                if (unreadable.Count > 0)
                {
                    usage.Add(new RoomUsage(InboxRoom.Unreadable, null, unreadable.Count, unreadable.Sum(receipt => receipt.StoredBytes)));
                }

                return usage;
            },
            cancellationToken);

    public Task<AuthenticationId> NoteAuthenticationIdAsync(
        string client, AuthenticationId authenticationId, AuthenticationId? replaces, CancellationToken cancellationToken = default) =>
            state.RunAsync(
            () =>
            {
                if (!state.AuthenticationIds.TryGetValue(client, out var noted) || noted == replaces)
                {
                    state.AuthenticationIds[client] = noted = authenticationId;
                }

                return noted;
            },
            cancellationToken);

    public Task<IReadOnlyDictionary<string, AuthenticationId>> GetAuthenticationIdsAsync(CancellationToken cancellationToken = default) =>
        state.RunAsync<IReadOnlyDictionary<string, AuthenticationId>>(
            () => new Dictionary<string, AuthenticationId>(state.AuthenticationIds), cancellationToken);

    public Task<StoreStatistics> GetStatisticsAsync(string? client, CancellationToken cancellationToken = default) => state.RunAsync(
        () =>
        {
            bool IsAskedFor(string other) => client is null || string.Equals(client, other, StringComparison.Ordinal);
            var messages = state.Receipts.Values.Where(receipt => receipt.Message is { } message && IsAskedFor(message.Client)).ToList();
            return new StoreStatistics
            {
                Inquiries = state.Inquiries.Count(record => IsAskedFor(record.Client)),
                Messages = messages.Count(receipt => receipt.Room == InboxRoom.Inbox),
                Unmatched = messages.Count(receipt => receipt.Room == InboxRoom.Unmatched),
                Unreadable = state.Receipts.Values.Count(receipt => receipt.Unreadable is { } kept && IsAskedFor(kept.Client)),
                UsageLines = messages.Sum(receipt => receipt.Usage.Count),
                WaitingEvents = state.Events.Count(waiting => !waiting.IsFinished && IsAskedFor(waiting.Client)),
                DeadLetters = state.Events.Where(stored => IsAskedFor(stored.Client)).Sum(stored => stored.DeadLetters().Count()),
                StagedReceipts = state.Receipts.Values.Count(receipt => receipt.IsStaged),
            };
        },
        cancellationToken);
}
