namespace Uhit.Client.Store;

/// <summary>Start-up, deadlines, sweeping, statistics.</summary>
public interface IMaintenanceStore
{
    /// <summary>Makes or opens the store, and checks that it is as durable as promised. Called once
    /// before all else; calling again does nothing.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="UhitStoreException">The store can't be opened, is of a newer version, or is not durable.</exception>
    Task InitializeAsync(CancellationToken cancellationToken = default);

    /// <summary>Changes, one by one, each unfinished inquiry whose due or overdue time has passed and was not reported.</summary>
    /// <param name="client">The named client.</param>
    /// <param name="now">The time now.</param>
    /// <param name="change">From the old record to the new one (which says that it was reported) and its events.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>How many were changed.</returns>
    Task<int> ReportDeadlinesAsync(
        string client, DateTimeOffset now, Func<InquiryRecord, InquiryChange?> change, CancellationToken cancellationToken = default);

    /// <summary>Takes away what was appended under receipts that were last appended to before an
    /// instant and never committed or kept.</summary>
    /// <remarks>The time of the last append is that of the store's clock: a body that comes slowly is not swept while it comes.</remarks>
    /// <param name="begunBefore">Last appended before this instant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How many receipts were swept.</returns>
    Task<int> SweepOrphansAsync(DateTimeOffset begunBefore, CancellationToken cancellationToken = default);

    /// <summary>Counts what the bounded rooms of a client hold: one entry for each peer with unmatched messages, one for unreadable
    /// callbacks where there are any.</summary>
    /// <remarks>Taken from what is stored, so that it holds after a crash and for all processes of the store.</remarks>
    /// <param name="client">The named client.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<RoomUsage>> GetRoomUsageAsync(string client, CancellationToken cancellationToken = default);

    /// <summary>Notes under which Authentication ID a named client uses this store, the first time that it does.</summary>
    /// <param name="client">The named client.</param>
    /// <param name="authenticationId">The ID under which it is about to be used.</param>
    /// <param name="replaces">The ID whose place it takes, where the user said so; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The ID that is noted. Where that is another one, the client is used under it, and nothing was changed.</returns>
    Task<AuthenticationId> NoteAuthenticationIdAsync(
        string client, AuthenticationId authenticationId, AuthenticationId? replaces, CancellationToken cancellationToken = default);

    /// <summary>Under which Authentication ID each named client uses this store.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The IDs by the clients' names: of those that noted one, and of those that stored
    /// inquiries before notes were taken.</returns>
    Task<IReadOnlyDictionary<string, AuthenticationId>> GetAuthenticationIdsAsync(CancellationToken cancellationToken = default);

    /// <summary>Counts what is in the store.</summary>
    /// <param name="client">The named client; <see langword="null"/> for all of the store.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<StoreStatistics> GetStatisticsAsync(string? client, CancellationToken cancellationToken = default);
}
