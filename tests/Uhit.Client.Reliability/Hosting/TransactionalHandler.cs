using System.Data.Common;
using Uhit.Client.Reliability.Stores;

namespace Uhit.Client.Reliability.Hosting;

/// <summary>A handler that writes its effect in our transaction, into a table in which nothing
/// forbids a second one of the same key.</summary>
internal sealed class TransactionalHandler(HandlerPause pause) :
    ITransactionalUsageHistoryHandler<InquiryAcknowledged>,
    ITransactionalUsageHistoryHandler<ValidationReceived>,
    ITransactionalUsageHistoryHandler<UsageDelivered>,
    ITransactionalUsageHistoryHandler<InquiryCompleted>
{
    public Task PrepareAsync(InquiryAcknowledged usageEvent, CancellationToken cancellationToken) => Prepare(usageEvent);

    public Task PrepareAsync(ValidationReceived usageEvent, CancellationToken cancellationToken) => Prepare(usageEvent);

    public Task PrepareAsync(UsageDelivered usageEvent, CancellationToken cancellationToken) => Prepare(usageEvent);

    public Task PrepareAsync(InquiryCompleted usageEvent, CancellationToken cancellationToken) => Prepare(usageEvent);

    public Task CommitAsync(InquiryAcknowledged usageEvent, DbTransaction transaction, CancellationToken cancellationToken) =>
        Commit(usageEvent, transaction, cancellationToken);

    public Task CommitAsync(ValidationReceived usageEvent, DbTransaction transaction, CancellationToken cancellationToken) =>
        Commit(usageEvent, transaction, cancellationToken);

    public Task CommitAsync(UsageDelivered usageEvent, DbTransaction transaction, CancellationToken cancellationToken) =>
        Commit(usageEvent, transaction, cancellationToken);

    public Task CommitAsync(InquiryCompleted usageEvent, DbTransaction transaction, CancellationToken cancellationToken) =>
        Commit(usageEvent, transaction, cancellationToken);

    private Task Prepare(UhitEvent usageEvent) => pause.AtAsync(PausePlace.Prepare, usageEvent.Key);

    private async Task Commit(UhitEvent usageEvent, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await StoreSite.AddEffectAsync(transaction, usageEvent.Key, usageEvent.Attempt, cancellationToken).ConfigureAwait(false);
        await pause.AtAsync(PausePlace.Commit, usageEvent.Key).ConfigureAwait(false);
    }
}
