using System.Data.Common;
using Uhit.Client.Store;

namespace Uhit.Client.Events.Dispatching;

/// <summary>The second half of a transactional handler's call, in the store's transaction: tells what the
/// store failed at from what the handler did.</summary>
internal sealed class HandlerCommit(
    DispatchServices services, DispatchClaim claim, long sequence, string name, Func<DbTransaction, CancellationToken, Task> commit)
{
    private volatile Task? _writing;
    private volatile Exception? _thrown;

    /// <summary>Ends when the handler is not at work: it may go on after it was cut off.</summary>
    public Task Writing => _writing ?? Task.CompletedTask;

    /// <param name="lost">The application stops, or the claim is lost.</param>
    /// <param name="cancellationToken">Cuts it off, for that or because it takes too long.</param>
    public async Task<CallResult> RunAsync(CancellationToken lost, CancellationToken cancellationToken)
    {
        try
        {
            var isComplete = await services.Store.Dispatch.CompleteHandlerInTransactionAsync(
                claim, sequence, name, CommitAsync, services.Options.Callback.CommitTimeout, cancellationToken).ConfigureAwait(false);
            return new CallResult(isComplete ? CallOutcome.Committed : CallOutcome.Refused);
        }
        catch (Exception e) when (IsOfTheStore(e) && !(e is OperationCanceledException && lost.IsCancellationRequested))
        {
            return new CallResult(CallOutcome.StoreFailed, e);
        }
    }

    // What the handler throws is its own, of whatever type. Before it was called nothing can be.
    private bool IsOfTheStore(Exception exception) => _writing is null || (exception is UhitStoreException && exception != _thrown);

    private async Task CommitAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource();
        _writing = ended.Task;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await commit(transaction, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _thrown = e;
            throw;
        }
        finally
        {
            ended.SetResult();
        }
    }
}
