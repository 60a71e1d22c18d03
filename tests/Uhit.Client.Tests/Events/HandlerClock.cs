using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Tests.Inquiries;

namespace Uhit.Client.Tests.Events;

/// <summary>A clock that stands still, and knows by their timers how many calls of handlers are open and not late.</summary>
internal sealed class HandlerClock(Func<TimeSpan> handlerTimeout) : FakeTimeProvider(InquirySamples.Now)
{
    private int _openCalls;

    public int OpenCalls => Volatile.Read(ref _openCalls);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != handlerTimeout())
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        Interlocked.Increment(ref _openCalls);
        return new CallTimer(base.CreateTimer(callback, state, dueTime, period), () => Interlocked.Decrement(ref _openCalls));
    }

    private sealed class CallTimer(ITimer timer, Action closed) : ITimer
    {
        private int _isDisposed;

        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            timer.Dispose();
            Close();
        }

        public async ValueTask DisposeAsync()
        {
            await timer.DisposeAsync();
            Close();
        }

        private void Close()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            {
                closed();
            }
        }
    }
}
