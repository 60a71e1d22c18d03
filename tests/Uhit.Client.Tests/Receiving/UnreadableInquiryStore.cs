using Uhit.Client.Store;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Receiving;

/// <summary>A store in memory, one of whose inquiries can't be read when its deadline is looked at.</summary>
internal sealed class UnreadableInquiryStore(TimeProvider time) : IUhitStore, IMaintenanceStore
{
    private readonly InMemoryUhitStore _inner = new(time);

    public IInquiryStore Inquiries => _inner.Inquiries;

    public ICallbackInbox Inbox => _inner.Inbox;

    public IDispatchStore Dispatch => _inner.Dispatch;

    public IMaintenanceStore Maintenance => this;

    public IRetentionStore Retention => _inner.Retention;

    public Task InitializeAsync(CancellationToken cancellationToken = default) => _inner.Maintenance.InitializeAsync(cancellationToken);

    public Task<int> ReportDeadlinesAsync(
        string client, DateTimeOffset now, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default) =>
        throw new UhitStoreException("It can't be read.", isTransient: false);

    public Task<int> SweepOrphansAsync(DateTimeOffset begunBefore, CancellationToken cancellationToken = default) =>
        _inner.Maintenance.SweepOrphansAsync(begunBefore, cancellationToken);

    public Task<IReadOnlyList<RoomUsage>> GetRoomUsageAsync(string client, CancellationToken cancellationToken = default) =>
        _inner.Maintenance.GetRoomUsageAsync(client, cancellationToken);

    public Task<AuthenticationId> NoteAuthenticationIdAsync(
        string client, AuthenticationId authenticationId, AuthenticationId? replaces, CancellationToken cancellationToken = default) =>
        _inner.Maintenance.NoteAuthenticationIdAsync(client, authenticationId, replaces, cancellationToken);

    public Task<IReadOnlyDictionary<string, AuthenticationId>> GetAuthenticationIdsAsync(CancellationToken cancellationToken = default) =>
        _inner.Maintenance.GetAuthenticationIdsAsync(cancellationToken);

    public Task<StoreStatistics> GetStatisticsAsync(string? client, CancellationToken cancellationToken = default) =>
        _inner.Maintenance.GetStatisticsAsync(client, cancellationToken);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
