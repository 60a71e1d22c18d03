using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Uhit.Client.Store;
using Uhit.Client.Wire;

namespace Uhit.Client.Sending.Polling;

/// <summary>Round after round: which inquiries are asked for, when, and what follows from a failure.</summary>
internal sealed class UsagePoller(
    ClientIdentity identity, UhitPollingOptions options, WirePolling? polling, IUhitStore store, Lazy<InquiryPoll> poll, StoreOpener opener,
    TimeProvider time, ILogger logger)
{
    // How far back inquiries that are finished are looked at for what was not confirmed, and how often.
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(90);
    private static readonly TimeSpan LookBackInterval = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<RequestId, PollWait> _waits = [];
    private readonly ConcurrentDictionary<RequestId, byte> _unconfirmed = [];
    private DateTimeOffset? _lookedBackAt;
    private volatile bool _hasAskedAll;

    public bool IsNeeded => polling is not null;

    public async Task<int> PollAsync(CancellationToken cancellationToken = default)
    {
        if (polling is null)
        {
            return 0;
        }

        var round = await RoundAsync(isForced: true, cancellationToken).ConfigureAwait(false);
        return round.Failure is null ? round.Stored : throw round.Failure;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (polling is null)
        {
            return;
        }

        PollLog.Started(logger, identity.Name, options.Interval);
        var failures = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            TimeSpan? retryAfter = null;
            try
            {
                var round = await RoundAsync(isForced: false, cancellationToken).ConfigureAwait(false);
                failures = round.IsOfAll ? failures + 1 : 0;
                retryAfter = round.IsOfAll ? round.Failure?.RetryAfter : null;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it was: what CNP holds must be asked for again.
                failures++;
                PollLog.StoreFailed(logger, identity.Name, WaitOf(failures, null), e);
            }

            await Task.Delay(WaitOf(failures, retryAfter), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private TimeSpan WaitOf(int failures, TimeSpan? retryAfter) => BackOff.Of(options, failures, retryAfter, Random.Shared.NextDouble());

    private async Task<PollRound> RoundAsync(bool isForced, CancellationToken cancellationToken)
    {
        await opener.OpenForUseAsync(cancellationToken).ConfigureAwait(false);
        await LookBackAsync(cancellationToken).ConfigureAwait(false);
        var records = await RecordsAsync(cancellationToken).ConfigureAwait(false);
        var round = new PollRound();
        if (polling!.AsksPerClient)
        {
            // Once it is asked in any case, until that has succeeded: what was stored before a crash may still
            // have to be confirmed, without an inquiry that tells.
            if (records.Count > 0 || !_hasAskedAll)
            {
                var drained = await poll.Value.DrainAsync(null, cancellationToken).ConfigureAwait(false);
                _hasAskedAll |= drained.Failure is null;
                round.Add(default, drained, this);
            }

            foreach (var record in records.TakeWhile(_ => !round.IsOfAll))
            {
                round.Add(record.RequestId, await poll.Value.ConfirmLeftAsync(record, cancellationToken).ConfigureAwait(false), this);
            }

            return round;
        }

        var due =
            records.Where(record => isForced || !_waits.TryGetValue(record.RequestId, out var wait) || wait.Until <= time.GetUtcNow());
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = options.MaxConcurrency, CancellationToken = cancellationToken },
            async (record, token) =>
            {
                // What can't be reached now would be asked in vain for each.
                if (!round.IsOfAll)
                {
                    round.Add(record.RequestId, await poll.Value.PollAsync(record, token).ConfigureAwait(false), this);
                }
            }).ConfigureAwait(false);
        return round;
    }

    /// <summary>Notes how the asking for an inquiry ended.</summary>
    internal void Note(RequestId id, DrainReport report)
    {
        if (report.Failure is not { } failure)
        {
            _waits.TryRemove(id, out _);
            _unconfirmed.TryRemove(id, out _);
            return;
        }

        var failures = (_waits.TryGetValue(id, out var before) ? before.Failures : 0) + 1;
        var wait = WaitOf(failures, failure.RetryAfter);
        _waits[id] = new PollWait(failures, time.GetUtcNow() + wait);
        if (report.IsUnconfirmed && id != default)
        {
            _unconfirmed[id] = 0;
        }

        PollLog.Failed(logger, identity.Name, id == default ? "whatever is ready" : id.Value, wait, failure.Message);
    }

    // Inquiries that are finished, of which CNP was not told: by a crash, or by another process.
    private async Task LookBackAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_lookedBackAt is not null && now - _lookedBackAt < LookBackInterval)
        {
            return;
        }

        if (polling!.Confirms)
        {
            var query = new InquiryQuery { IsFinished = true, CreatedFrom = now - MaxAge };
            await foreach (var record in store.Inquiries.ListAsync(identity.Name, query, cancellationToken).ConfigureAwait(false))
            {
                if (InquiryPoll.Unconfirmed(record).Any())
                {
                    _unconfirmed[record.RequestId] = 0;
                }
            }
        }

        _lookedBackAt = now;
    }

    private async Task<List<InquiryRecord>> RecordsAsync(CancellationToken cancellationToken)
    {
        var records = new List<InquiryRecord>();
        await foreach (var record in store.Inquiries.ListAsync(
            identity.Name, new InquiryQuery { IsFinished = false }, cancellationToken).ConfigureAwait(false))
        {
            if (record.Sending is SendingState.Accepted or SendingState.Uncertain
                && (!polling!.NeedsTransactionId || record.Ledger.Transaction is not null))
            {
                records.Add(record);
            }
        }

        foreach (var id in _unconfirmed.Keys.Except(records.Select(record => record.RequestId)))
        {
            if (await store.Inquiries.FindAsync(identity.Name, id, cancellationToken).ConfigureAwait(false) is { } record
                && InquiryPoll.Unconfirmed(record).Any())
            {
                records.Add(record);
            }
            else
            {
                _unconfirmed.TryRemove(id, out _);
            }
        }

        return records;
    }

    /// <summary>How long an inquiry is left alone after failures.</summary>
    private sealed record PollWait(int Failures, DateTimeOffset Until);

    /// <summary>What came of one round. Thread-safe.</summary>
    private sealed class PollRound
    {
        private readonly Lock _lock = new();
        private volatile bool _isOfAll;

        public int Stored { get; private set; }

        /// <summary>The first failure.</summary>
        public UhitException? Failure { get; private set; }

        /// <summary>Whether a failure would meet every fetch.</summary>
        public bool IsOfAll => _isOfAll;

        public void Add(RequestId id, DrainReport report, UsagePoller poller)
        {
            lock (_lock)
            {
                Stored += report.Stored;
                Failure = report.IsOfAll && !_isOfAll ? report.Failure : Failure ?? report.Failure;
                _isOfAll |= report.IsOfAll;
            }

            poller.Note(id, report);
        }
    }
}
