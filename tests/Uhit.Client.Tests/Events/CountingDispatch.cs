using System.Data.Common;
using Uhit.Client.Store;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Events;

/// <summary>A store in memory that counts how often claims are renewed, and can say that they are lost; and that has
/// transactions which go as a test wants them to.</summary>
internal sealed class CountingDispatch : IUhitStore, IDispatchStore
{
    private readonly InMemoryUhitStore _inner = new();

    public bool IsLost { get; init; }

    /// <summary>Whether notes are refused, as of a claim that another process has taken over.</summary>
    public bool RefusesNotes { get; init; }

    /// <summary>A transaction, by its number from 1, with what the handler does in it; null where there are none.</summary>
    public Func<int, Func<Task>, CancellationToken, Task>? Transaction { get; init; }

    /// <summary>What happens once a transaction is committed, by its number from 1.</summary>
    public Action<int> Committed { get; init; } = _ => { };

    /// <summary>What happens before a note of a plain handler, by its number from 1.</summary>
    public Action<int> Noting { get; init; } = _ => { };

    public int Transactions { get; private set; }

    public int Notes { get; private set; }

    /// <summary>How often nothing was to be claimed.</summary>
    public int EmptyClaims { get; private set; }

    public int Renewals { get; private set; }

    public int Releases { get; private set; }

    public DateTimeOffset RenewedUntil { get; private set; }

    public IInquiryStore Inquiries => _inner.Inquiries;

    public ICallbackInbox Inbox => _inner.Inbox;

    public IDispatchStore Dispatch => this;

    public IMaintenanceStore Maintenance => _inner.Maintenance;

    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    public async Task<DispatchClaim?> ClaimAsync(DispatchClaimRequest request, CancellationToken cancellationToken = default)
    {
        var claim = await _inner.Dispatch.ClaimAsync(request, cancellationToken);
        EmptyClaims += claim is null ? 1 : 0;
        return claim;
    }

    public Task<bool> CompleteHandlerAsync(
        DispatchClaim claim, long sequence, string handler, CancellationToken cancellationToken = default)
    {
        Noting(++Notes);
        return RefusesNotes ? Task.FromResult(false) : _inner.Dispatch.CompleteHandlerAsync(claim, sequence, handler, cancellationToken);
    }

    public bool SupportsTransactions => Transaction is not null;

    public async Task<bool> CompleteHandlerInTransactionAsync(
        DispatchClaim claim,
        long sequence,
        string handler,
        Func<DbTransaction, CancellationToken, Task> effect,
        TimeSpan timeout,
        CancellationToken cancellationToken = default)
    {
        var number = ++Transactions;
        await (Transaction ?? throw new NotSupportedException())(number, () => effect(null!, cancellationToken), cancellationToken);
        var isComplete = await _inner.Dispatch.CompleteHandlerAsync(claim, sequence, handler, cancellationToken);
        Committed(number);
        return isComplete;
    }

    public Task<bool> FailHandlerAsync(
        DispatchClaim claim, long sequence, string handler, string errorType, DateTimeOffset at, DateTimeOffset? notBefore,
        CancellationToken cancellationToken = default) =>
        RefusesNotes ? Task.FromResult(false) : _inner.Dispatch.FailHandlerAsync(
            claim, sequence, handler, errorType, at, notBefore, cancellationToken);

    public Task<bool> FinishAsync(DispatchClaim claim, long sequence, CancellationToken cancellationToken = default) =>
        _inner.Dispatch.FinishAsync(claim, sequence, cancellationToken);

    public async Task<bool> RenewAsync(DispatchClaim claim, DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        var held = !IsLost && await _inner.Dispatch.RenewAsync(claim, until, cancellationToken);
        RenewedUntil = until;
        Renewals++;
        return held;
    }

    public Task ReleaseAsync(DispatchClaim claim, long? notBegunFrom, CancellationToken cancellationToken = default)
    {
        Releases++;
        return _inner.Dispatch.ReleaseAsync(claim, notBegunFrom, cancellationToken);
    }

    public IAsyncEnumerable<DeadLetter> ListDeadLettersAsync(string? client, CancellationToken cancellationToken = default) =>
        _inner.Dispatch.ListDeadLettersAsync(client, cancellationToken);

    public Task<bool> ReplayDeadLetterAsync(string client, long sequence, string handler, CancellationToken cancellationToken = default) =>
        _inner.Dispatch.ReplayDeadLetterAsync(client, sequence, handler, cancellationToken);

    public Task<bool> DiscardDeadLetterAsync(string client, long sequence, string handler, CancellationToken cancellationToken = default) =>
        _inner.Dispatch.DiscardDeadLetterAsync(client, sequence, handler, cancellationToken);

    public Task AppendAsync(
        string client, UhitEnvironment environment, RequestId requestId, StoredEvent newEvent,
        CancellationToken cancellationToken = default) =>
        _inner.Dispatch.AppendAsync(client, environment, requestId, newEvent, cancellationToken);
}
