namespace Uhit.Client.Receiving;

/// <summary>Whose turn it is to be read: a few messages are read at a time, each a bit, then the next one of the next peer.</summary>
/// <remarks>
/// <para>A message that is large, or slow because it is a flood of small lines, gives its turn away every <see cref="Quantum"/> bytes and
/// waits at the end of its peer's queue; the peers take turns. So a small message is through after a few
/// turns, whoever else sends, and none waits for ever.</para>
/// <para>What is begun holds memory, so each peer has <see cref="OpenOfASize"/> messages of one order of size begun at most; further ones
/// of that size wait for those. Small ones never wait for large ones to end. Thread-safe.</para>
/// </remarks>
/// <param name="slots">How many are read at the same time.</param>
internal sealed partial class ReadingTurns(int slots)
{
    /// <summary>How many bytes are read in one turn.</summary>
    public const int Quantum = 256 * 1024;

    /// <summary>How many messages of one order of size a peer may have begun.</summary>
    public const int OpenOfASize = 4;

    private readonly Lock _lock = new();

    // Their names are configured, or ours: they are few.
    private readonly Dictionary<string, PeerTurns> _peers = new(StringComparer.Ordinal);
    private readonly Queue<PeerTurns> _round = new();
    private int _free = Math.Max(1, slots);

    /// <summary>Begins to read a message, once it is its turn.</summary>
    /// <param name="peer">Who sent it.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The turn, which has begun; to be disposed of once the message is read.</returns>
    public async Task<Turn> OpenAsync(string peer, long length, CancellationToken cancellationToken)
    {
        Turn turn;
        lock (_lock)
        {
            if (!_peers.TryGetValue(peer, out var turns))
            {
                _peers.Add(peer, turns = new PeerTurns());
            }

            turn = new Turn(this, turns, PeerTurns.SizeOf(length));
            if (turns.Open(turn))
            {
                Enqueue(turn);
            }
        }

        try
        {
            await turn.BegunAsync(cancellationToken).ConfigureAwait(false);
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Gives the turn away where somebody waits.</summary>
    /// <returns>Whether it was given away.</returns>
    public bool TryPass(Turn turn)
    {
        lock (_lock)
        {
            if (_round.Count == 0)
            {
                return false;
            }

            GiveBack(turn);
            Enqueue(turn);
            return true;
        }
    }

    /// <summary>Gives the turn back, unless it is given back already.</summary>
    public void Pause(Turn turn)
    {
        lock (_lock)
        {
            if (turn.IsHeld)
            {
                GiveBack(turn);
            }
        }
    }

    public void Resume(Turn turn)
    {
        lock (_lock)
        {
            Enqueue(turn);
        }
    }

    public void Close(Turn turn)
    {
        lock (_lock)
        {
            if (turn.IsHeld)
            {
                GiveBack(turn);
            }

            if (turn.Peer.Close(turn) is { } next)
            {
                Enqueue(next);
            }
        }
    }

    private void Enqueue(Turn turn)
    {
        if (turn.Peer.Enqueue(turn))
        {
            _round.Enqueue(turn.Peer);
        }

        HandOut();
    }

    private void GiveBack(Turn turn)
    {
        turn.IsHeld = false;
        _free++;
        HandOut();
    }

    private void HandOut()
    {
        while (_free > 0 && _round.TryDequeue(out var peer))
        {
            // A peer in the round may have nobody left who waits.
            if (peer.TryDequeue(out var next))
            {
                _free--;
                next.Begin();
            }

            if (peer.Rejoins())
            {
                _round.Enqueue(peer);
            }
        }
    }
}
