namespace Uhit.Client.Receiving;

/// <summary>Bounds what bodies of one peer that are still coming take up in the store.</summary>
/// <remarks>Beyond the bound only the peer's oldest goes on; the others wait, not refused, until it is
/// done. Other peers are not touched. Thread-safe.</remarks>
/// <param name="maxBytes">The most staged bytes of one peer; one body alone may take more.</param>
/// <param name="time">The clock.</param>
internal sealed class StagingLimit(long maxBytes, TimeProvider time)
{
    /// <summary>How long a body waits at most: well below <see cref="Events.DispatcherSettings.SweepAge"/>, after which what it has staged
    /// would be taken for left behind.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedList<Body>> _peers = new(StringComparer.Ordinal);

    private TimeProvider Time => time;

    /// <summary>Begins a body of a peer; disposed of when nothing of it is staged any more.</summary>
    public Body Begin(string peer)
    {
        lock (_lock)
        {
            if (!_peers.TryGetValue(peer, out var bodies))
            {
                _peers.Add(peer, bodies = []);
            }

            var body = new Body(this, peer);
            bodies.AddLast(body);
            return body;
        }
    }

    /// <summary>What is staged of a peer's.</summary>
    public long BytesOf(string peer)
    {
        lock (_lock)
        {
            return _peers.TryGetValue(peer, out var bodies) ? bodies.Sum(body => body.Bytes) : 0;
        }
    }

    private Task? TakeOrWait(Body body, long bytes)
    {
        lock (_lock)
        {
            var bodies = _peers[body.Peer];
            if (bodies.First!.Value == body || bodies.Sum(other => other.Bytes) + bytes <= maxBytes)
            {
                body.Bytes += bytes;
                return null;
            }

            body.Turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return body.Turn.Task;
        }
    }

    private void End(Body body)
    {
        lock (_lock)
        {
            if (!_peers.TryGetValue(body.Peer, out var bodies) || !bodies.Remove(body))
            {
                return;
            }

            if (bodies.Count == 0)
            {
                _peers.Remove(body.Peer);
            }

            // Each looks for itself whether it may go on now.
            foreach (var other in bodies)
            {
                other.Turn?.TrySetResult();
            }
        }
    }

    /// <summary>One body that is coming.</summary>
    internal sealed class Body(StagingLimit limit, string peer) : IDisposable
    {
        public string Peer => peer;

        public long Bytes { get; set; }

        public TaskCompletionSource? Turn { get; set; }

        /// <summary>Takes room for bytes that are to be staged; waits while there is none.</summary>
        /// <exception cref="BodyException">It waited for longer than <see cref="MaxWait"/>.</exception>
        public async Task TakeAsync(long bytes, CancellationToken cancellationToken)
        {
            var startedAt = limit.Time.GetTimestamp();
            while (limit.TakeOrWait(this, bytes) is { } turn)
            {
                try
                {
                    var left = MaxWait - limit.Time.GetElapsedTime(startedAt);
                    await turn.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, limit.Time, cancellationToken).ConfigureAwait(false);
                }
                catch (TimeoutException)
                {
                    throw new BodyException(BodyProblem.WaitedTooLong);
                }
            }
        }

        public void Dispose() => limit.End(this);
    }
}
