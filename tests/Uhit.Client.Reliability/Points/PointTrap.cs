using System.Data.Common;
using Uhit.Client.Reliability.Disk;
using Uhit.Client.Reliability.Probing;
using Uhit.Client.Reliability.Processes;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Points;

/// <summary>Kills this process at a named point, seen from around the store and the handlers: nothing in the library knows of it.</summary>
/// <remarks>Where the point is at the handlers' side, nothing is handed to them before the parent has read the whole answer and says so;
/// where it is at the receiving side, nothing is handed to them at all: so there is one predicted state for each point.</remarks>
internal sealed class PointTrap(KillPoint point, ParentLine parent, DiskVfs? disk)
{
    private readonly Lock _deciding = new();
    private Task? _answerRead;
    private bool _isStored;
    private bool _isClaimed;

    public KillPoint Point => point;

    private bool IsReceiving => point < KillPoint.BeforeClaim;

    /// <summary>The probe of the store.</summary>
    public Task<object?> OnCallAsync(StoreCall call, Func<Task<object?>> next) => call.Method switch
    {
        nameof(ICallbackInbox.AppendBodyAsync) => AppendBodyAsync(next),
        nameof(ICallbackInbox.CommitAsync) => CommitAsync(call, next),
        nameof(IDispatchStore.AppendAsync) => NoteAnsweredAsync(next),
        nameof(IDispatchStore.ClaimAsync) => ClaimAsync(next),
        nameof(IDispatchStore.CompleteHandlerAsync) => CompleteAsync(call, next),
        nameof(IDispatchStore.CompleteHandlerInTransactionAsync) => CommitEffectAsync(call, next),
        _ => next(),
    };

    /// <summary>The plain handler has begun and done nothing yet.</summary>
    public void EnterHandler() => KillAt(KillPoint.InHandler);

    public void KillAt(KillPoint here)
    {
        if (point == here)
        {
            Signals.KillSelf();
        }
    }

    /// <summary>Waits until the parent has seen as much of the answer as it is to see.</summary>
    public Task HearGoAsync()
    {
        lock (_deciding)
        {
            return _answerRead ??= parent.HearAsync().AsTask();
        }
    }

    private Task<object?> AppendBodyAsync(Func<Task<object?>> next)
    {
        // A body of one chunk is staged when it has been parsed.
        KillAt(KillPoint.AfterParse);
        return next();
    }

    private async Task<object?> CommitAsync(StoreCall call, Func<Task<object?>> next)
    {
        KillAt(KillPoint.BeforeCommit);
        if (point == KillPoint.InCommit)
        {
            call.Arguments[1] = (Func<InquiryRecord, InquiryChange?>)(_ =>
            {
                Signals.KillSelf();
                return null;
            });
        }

        var result = await next().ConfigureAwait(false);
        KillAt(KillPoint.AfterCommit);
        Volatile.Write(ref _isStored, true);
        return result;
    }

    private async Task<object?> NoteAnsweredAsync(Func<Task<object?>> next)
    {
        if (point == KillPoint.AfterAcknowledgement)
        {
            await HearGoAsync().ConfigureAwait(false);
            Signals.KillSelf();
        }

        return await next().ConfigureAwait(false);
    }

    private async Task<object?> ClaimAsync(Func<Task<object?>> next)
    {
        if (IsReceiving || _isClaimed || !Volatile.Read(ref _isStored))
        {
            return null;
        }

        await HearGoAsync().ConfigureAwait(false);
        KillAt(KillPoint.BeforeClaim);
        var claim = await next().ConfigureAwait(false);
        _isClaimed = claim is not null;
        return claim;
    }

    private async Task<object?> CompleteAsync(StoreCall call, Func<Task<object?>> next)
    {
        KillAt(KillPoint.AfterHandler);
        if (point == KillPoint.InCompletion)
        {
            return await DieInAsync(next).ConfigureAwait(false);
        }

        var result = await next().ConfigureAwait(false);
        KillAt(KillPoint.AfterCompletion);
        return result;
    }

    private async Task<object?> CommitEffectAsync(StoreCall call, Func<Task<object?>> next)
    {
        if (point == KillPoint.InTransaction)
        {
            var place = Array.FindIndex(call.Arguments, argument => argument is Func<DbTransaction, CancellationToken, Task>);
            var effect = (Func<DbTransaction, CancellationToken, Task>)call.Arguments[place]!;
            call.Arguments[place] = (Func<DbTransaction, CancellationToken, Task>)(async (transaction, cancellationToken) =>
            {
                await effect(transaction, cancellationToken).ConfigureAwait(false);
                Signals.KillSelf();
            });
        }

        var result = await next().ConfigureAwait(false);
        KillAt(KillPoint.AfterTransaction);
        return result;
    }

    // At any of the first writes and syncs of the transaction; where the store's disk is another process's, at any instant of it.
    private async Task<object?> DieInAsync(Func<Task<object?>> next)
    {
        if (disk is not null)
        {
            disk.Script = Disk.KillAt.Change(Random.Shared.Next(1, 5), partialBytes: Random.Shared.Next(0, 100));
        }

        var completing = next();
        if (disk is null)
        {
            await Task.WhenAny(completing, Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * 4))).ConfigureAwait(false);
        }
        else
        {
            await completing.ConfigureAwait(false);
        }

        Signals.KillSelf();
        return null;
    }
}
