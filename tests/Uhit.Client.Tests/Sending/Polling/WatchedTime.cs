using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Uhit.Client.Tests.Sending.Polling;

/// <summary>A clock that stands still, and tells for how long somebody waits on it.</summary>
internal sealed class WatchedTime() : FakeTimeProvider(TimeProvider.System.GetUtcNow())
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>The next wait of at least so long that began.</summary>
    public async Task<TimeSpan> NextWaitAsync(TimeSpan least, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        do
        {
            wait = await _waits.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        }
        while (wait < least);

        return wait;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }
}
