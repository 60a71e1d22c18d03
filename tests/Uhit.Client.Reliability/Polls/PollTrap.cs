using Uhit.Client.Reliability.Probing;
using Uhit.Client.Reliability.Processes;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Polls;

/// <summary>In the fetching process: kills it at the points that only it can see.</summary>
/// <param name="point">Where.</param>
/// <param name="time">The how many-th time it is there.</param>
internal sealed class PollTrap(PollPoint point, int time)
{
    private int _times;

    public Task<object?> OnCallAsync(StoreCall call, Func<Task<object?>> next) => call.Method switch
    {
        nameof(ICallbackInbox.AppendBodyAsync) => AroundAsync(PollPoint.None, next, PollPoint.AfterSpool),
        nameof(ICallbackInbox.CommitAsync) => AroundAsync(PollPoint.BeforeCommit, next, PollPoint.AfterCommit),

        // Nobody else changes an inquiry here: a confirmation is noted.
        nameof(IInquiryStore.ChangeAsync) => AroundAsync(PollPoint.BeforeNote, next, PollPoint.AfterNote),
        _ => next(),
    };

    private async Task<object?> AroundAsync(PollPoint before, Func<Task<object?>> next, PollPoint after)
    {
        KillAt(before);
        var result = await next().ConfigureAwait(false);
        KillAt(after);
        return result;
    }

    private void KillAt(PollPoint here)
    {
        if (here == point && Interlocked.Increment(ref _times) == time)
        {
            Signals.KillSelf();
        }
    }
}
