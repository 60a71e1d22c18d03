using System.Collections.Concurrent;

namespace Uhit.Client.EndToEnd.Tests.Harness;

/// <summary>Keeps every event that it is given, and lets a test wait for one.</summary>
internal sealed class RecordingHandler :
    IUsageHistoryHandler<InquiryAcknowledged>,
    IUsageHistoryHandler<ValidationReceived>,
    IUsageHistoryHandler<UsageDelivered>,
    IUsageHistoryHandler<CallbackAcknowledged>,
    IUsageHistoryHandler<InquiryCompleted>,
    IUsageHistoryHandler<CallbackUnmatched>
{
    private readonly ConcurrentQueue<UhitEvent> _events = new();
    private TaskCompletionSource _changed = New();

    public IReadOnlyList<UhitEvent> Events => [.. _events];

    public async Task WaitForAsync(Func<IReadOnlyList<UhitEvent>, bool> condition)
    {
        while (true)
        {
            var changed = Volatile.Read(ref _changed);
            if (condition(Events))
            {
                return;
            }

            await changed.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }
    }

    public Task HandleAsync(InquiryAcknowledged usageEvent, CancellationToken cancellationToken) => Keep(usageEvent);

    public Task HandleAsync(ValidationReceived usageEvent, CancellationToken cancellationToken) => Keep(usageEvent);

    public Task HandleAsync(UsageDelivered usageEvent, CancellationToken cancellationToken) => Keep(usageEvent);

    public Task HandleAsync(CallbackAcknowledged usageEvent, CancellationToken cancellationToken) => Keep(usageEvent);

    public Task HandleAsync(InquiryCompleted usageEvent, CancellationToken cancellationToken) => Keep(usageEvent);

    public Task HandleAsync(CallbackUnmatched usageEvent, CancellationToken cancellationToken) => Keep(usageEvent);

    private Task Keep(UhitEvent usageEvent)
    {
        _events.Enqueue(usageEvent);
        Interlocked.Exchange(ref _changed, New()).TrySetResult();
        return Task.CompletedTask;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
