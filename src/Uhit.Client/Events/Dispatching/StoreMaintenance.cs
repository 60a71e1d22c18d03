using Microsoft.Extensions.Logging;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Store;

namespace Uhit.Client.Events.Dispatching;

/// <summary>What must be looked at from time to time: deadlines, sends that a crash cut off, and
/// what broken-off callbacks left behind.</summary>
internal sealed class StoreMaintenance(
    DispatcherSettings options,
    IUhitStore store,
    IBusinessCalendar calendar,
    DispatchSignal signal,
    TimeProvider time,
    ILogger logger,
    IReadOnlyList<IStoreChore> chores)
{
    private readonly HashSet<RequestId> _told = [];
    private DateTimeOffset? _sweptAt;

    /// <summary>Looks at once, and then again and again.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                DispatchLog.StoreFailed(logger, options.Client, e);
            }

            await Task.Delay(options.Callback.DeadlineInterval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await EachAsync(() => EndAbandonedSendsAsync(now, cancellationToken)).ConfigureAwait(false);
        await EachAsync(() => ReportDeadlinesAsync(now, cancellationToken)).ConfigureAwait(false);
        await EachAsync(() => SweepAsync(now, cancellationToken)).ConfigureAwait(false);
        foreach (var chore in chores)
        {
            await DoAsync(chore, now, cancellationToken).ConfigureAwait(false);
        }
    }

    // A row that can't be read, now or later, keeps nothing else from being done.
    private async Task EachAsync(Func<Task> workAsync)
    {
        try
        {
            await workAsync().ConfigureAwait(false);
        }
        catch (UhitStoreException e) when (!e.IsTransient)
        {
            DispatchLog.StoreFailed(logger, options.Client, e);
        }
    }

    private async Task ReportDeadlinesAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var reported = await store.Maintenance.ReportDeadlinesAsync(
            options.Client, now, record => record.ReportDeadlines(now), cancellationToken).ConfigureAwait(false);
        if (reported > 0)
        {
            DispatchLog.DeadlinesReported(logger, options.Client, reported);
            signal.Set();
        }
    }

    private async Task SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_sweptAt is not null && now - _sweptAt < options.SweepAge / 6)
        {
            return;
        }

        _sweptAt = now;
        var swept = await store.Maintenance.SweepOrphansAsync(now - options.SweepAge, cancellationToken).ConfigureAwait(false);
        if (swept > 0)
        {
            DispatchLog.Swept(logger, options.Client, swept);
        }
    }

    // One that fails keeps none of the others from being done.
    private async Task DoAsync(IStoreChore chore, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await chore.LookAsync(now, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            DispatchLog.StoreFailed(logger, options.Client, e);
        }
    }

    // A process that died while it sent can't say how the send ended: it may have arrived.
    private async Task EndAbandonedSendsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var query = InquiryQuery.All with { Sending = SendingState.Sending };
        await foreach (var record in store.Inquiries.ListAsync(options.Client, query, cancellationToken).ConfigureAwait(false))
        {
            if (AbandonedSends(record, now).Count == 0)
            {
                continue;
            }

            await EndAsync(record.RequestId, now, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task EndAsync(RequestId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await store.Inquiries.ChangeAsync(options.Client, id, current => End(current, now), cancellationToken).ConfigureAwait(false);
            DispatchLog.SendAbandoned(logger, options.Client, id.Value);
        }
        catch (UhitStoreException e) when (!e.IsTransient)
        {
            // One that can't be changed keeps none of the others open; it is tried again each time.
            if (_told.Add(id))
            {
                DispatchLog.SendStaysOpen(logger, options.Client, id.Value, e);
            }
        }
    }

    private InquiryChange? End(InquiryRecord record, DateTimeOffset now)
    {
        InquiryChange? change = null;
        foreach (var attempt in AbandonedSends(record, now))
        {
            var next = (change?.Record ?? record).Apply(new SendEnded(attempt, MayHaveArrived: true), time.GetUtcNow(), calendar);
            change = new InquiryChange(next.Record, [.. change?.Events ?? [], .. next.Events]);
        }

        return change;
    }

    private List<int> AbandonedSends(InquiryRecord record, DateTimeOffset now) =>
        [.. record.Ledger.Sends.Where(send => !send.Value.HasEnded && send.Value.StartedAt + options.AbandonedSendAge <= now)
            .Select(send => send.Key)];
}
