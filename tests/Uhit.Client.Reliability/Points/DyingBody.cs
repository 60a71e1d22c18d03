using Uhit.Client.Reliability.Processes;

namespace Uhit.Client.Reliability.Points;

/// <summary>The body of a request in the middle of which the process is killed.</summary>
internal sealed class DyingBody(Stream inner, long after) : PassingStream(inner)
{
    private long _read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var room = (int)Math.Min(buffer.Length, after - _read);
        if (room == 0)
        {
            Signals.KillSelf();
        }

        var read = await Inner.ReadAsync(buffer[..room], cancellationToken).ConfigureAwait(false);
        _read += read;
        return read;
    }
}
