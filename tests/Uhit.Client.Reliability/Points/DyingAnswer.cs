using Uhit.Client.Reliability.Processes;

namespace Uhit.Client.Reliability.Points;

/// <summary>The body of an answer before which, or in the middle of which, the process is killed.</summary>
internal sealed class DyingAnswer(Stream inner, PointTrap trap) : PassingStream(inner)
{
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        trap.KillAt(KillPoint.BeforeAcknowledgement);
        await Inner.WriteAsync(buffer[..(buffer.Length / 2)], cancellationToken).ConfigureAwait(false);
        await Inner.FlushAsync(cancellationToken).ConfigureAwait(false);

        // What is written has not left yet: the parent says when it has it.
        await trap.HearGoAsync().ConfigureAwait(false);
        Signals.KillSelf();
    }
}
