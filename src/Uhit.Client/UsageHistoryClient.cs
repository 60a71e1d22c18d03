using System.Runtime.CompilerServices;
using Uhit.Client.Events;
using Uhit.Client.Sending;
using Uhit.Client.Sending.Polling;
using Uhit.Client.Usage;

namespace Uhit.Client;

/// <summary>The client: checks, stores, then sends; and reads what the receiver stored.</summary>
internal sealed class UsageHistoryClient : IUsageHistoryClient
{
    // How often a waiting caller looks into the store without a signal: the receiver may be another process.
    private static readonly TimeSpan WaitInterval = TimeSpan.FromSeconds(5);

    private readonly ClientIdentity _identity;
    private readonly SplitSubmission _split;
    private readonly InquirySubmission _submission;
    private readonly InquirySnapshotReader _snapshots;
    private readonly InquiryUsageReader _usage;
    private readonly InquiryImport _import;
    private readonly UsagePoller _poller;
    private readonly Func<CancellationToken, Task<ConnectionReport>> _checkConnection;
    private readonly StoreOpener _store;
    private readonly DispatchSignal _signal;
    private readonly TimeProvider _time;

    public UsageHistoryClient(
        ClientIdentity identity,
        SplitSubmission split,
        InquirySubmission submission,
        InquirySnapshotReader snapshots,
        InquiryUsageReader usage,
        InquiryImport import,
        UsagePoller poller,
        Func<CancellationToken, Task<ConnectionReport>> checkConnection,
        StoreOpener store,
        DispatchSignal signal,
        TimeProvider time)
    {
        _identity = identity;
        _split = split;
        _submission = submission;
        _snapshots = snapshots;
        _usage = usage;
        _import = import;
        _poller = poller;
        _checkConnection = checkConnection;
        _store = store;
        _signal = signal;
        _time = time;
    }

    public string Name => _identity.Name;

    public UhitEnvironment Environment => _identity.Environment;

    public async Task<SubmitResult> SubmitAsync(UsageHistoryInquiry inquiry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inquiry);
        cancellationToken.ThrowIfCancellationRequested();
        var result = await _split.SubmitAsync(inquiry, cancellationToken).ConfigureAwait(false);

        // One that was submitted before may have been sent now.
        foreach (var sent in result.Parts.Prepend(result).Select(each => each.Inquiry).OfType<InquirySnapshot>())
        {
            _signal.Changed(sent.RequestId);
        }

        return result;
    }

    public async Task<InquirySnapshot?> FindAsync(RequestId id, CancellationToken cancellationToken = default)
    {
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await _snapshots.FindAsync(id, cancellationToken).ConfigureAwait(false);
    }

    public async Task<InquirySnapshot> WaitAsync(RequestId id, CancellationToken cancellationToken = default)
    {
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        _signal.ListenTo(_store.Store);
        using var watch = _signal.Begin(id);
        while (true)
        {
            var next = watch.Next;
            var snapshot = await _snapshots.GetAsync(id, cancellationToken).ConfigureAwait(false);
            if (snapshot.IsFinished)
            {
                return snapshot;
            }

            await next.WaitAsync(WaitInterval, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public async IAsyncEnumerable<InquirySnapshot> ListAsync(
        InquiryQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var snapshot in _snapshots.ListAsync(query, cancellationToken).ConfigureAwait(false))
        {
            yield return snapshot;
        }
    }

    public async IAsyncEnumerable<UsageHistory> ReadUsageAsync(
        RequestId id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var history in _usage.ReadAsync(id, cancellationToken).ConfigureAwait(false))
        {
            yield return history;
        }
    }

    public async Task<SubmitResult> ResendAsync(RequestId id, CancellationToken cancellationToken = default)
    {
        await _store.OpenForUseAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await _submission.ResendAsync(id, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _signal.Changed(id);
        }
    }

    public async Task AbandonAsync(RequestId id, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        await _submission.AbandonAsync(id, reason, cancellationToken).ConfigureAwait(false);
        _signal.Changed(id);
    }

    public async Task<ImportResult> ImportInquiryAsync(
        UsageHistoryInquiry inquiry, RequestId requestId, DateTimeOffset sentAt, MessageId? messageId = null,
        TransactionId? transactionId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inquiry);
        await _store.OpenForUseAsync(cancellationToken).ConfigureAwait(false);
        var result = await _import.ImportAsync(
            inquiry, requestId, sentAt, messageId, transactionId, cancellationToken).ConfigureAwait(false);
        _signal.Changed(result.Inquiry.RequestId);
        return result;
    }

    public Task<int> PollAsync(CancellationToken cancellationToken = default) => _poller.PollAsync(cancellationToken);

    public Task KeepPollingAsync(CancellationToken cancellationToken) => _poller.RunAsync(cancellationToken);

    public Task<ConnectionReport> CheckConnectionAsync(CancellationToken cancellationToken = default) =>
        _checkConnection(cancellationToken);

    // Without a host nobody has opened the store; opening it again does nothing.
    private Task OpenAsync(CancellationToken cancellationToken) => _store.OpenAsync(cancellationToken);
}
