using System.Diagnostics.CodeAnalysis;

namespace Uhit.Client.Receiving;

/// <summary>The messages of one peer that are being read, or are to be. Used under the lock of <see cref="ReadingTurns"/>.</summary>
internal sealed class PeerTurns
{
    private const int Sizes = 5;

    private readonly int[] _open = new int[Sizes];
    private readonly LinkedList<ReadingTurns.Turn>[] _unopened =
        [.. Enumerable.Range(0, Sizes).Select(_ => new LinkedList<ReadingTurns.Turn>())];
    private readonly LinkedList<ReadingTurns.Turn> _waiting = [];
    private bool _isInRound;

    /// <summary>The order of size: up to 64 KiB, 1 MiB, 16 MiB, 256 MiB, and above.</summary>
    public static int SizeOf(long length) => length switch
    {
        <= 64L << 10 => 0,
        <= 1L << 20 => 1,
        <= 16L << 20 => 2,
        <= 256L << 20 => 3,
        _ => 4,
    };

    /// <returns>Whether it may begin; otherwise it begins when another of its size is closed.</returns>
    public bool Open(ReadingTurns.Turn turn)
    {
        if (_open[turn.Size] == ReadingTurns.OpenOfASize)
        {
            _unopened[turn.Size].AddLast(turn);
            return false;
        }

        _open[turn.Size]++;
        turn.IsOpen = true;
        return true;
    }

    /// <returns>The one that may begin in its place.</returns>
    public ReadingTurns.Turn? Close(ReadingTurns.Turn turn)
    {
        _waiting.Remove(turn);
        if (!turn.IsOpen)
        {
            _unopened[turn.Size].Remove(turn);
            return null;
        }

        turn.IsOpen = false;
        if (_unopened[turn.Size].First?.Value is not { } next)
        {
            _open[turn.Size]--;
            return null;
        }

        _unopened[turn.Size].RemoveFirst();
        next.IsOpen = true;
        return next;
    }

    /// <returns>Whether the peer comes into the round by it.</returns>
    public bool Enqueue(ReadingTurns.Turn turn)
    {
        _waiting.AddLast(turn);
        var joins = !_isInRound;
        _isInRound = true;
        return joins;
    }

    public bool TryDequeue([NotNullWhen(true)] out ReadingTurns.Turn? turn)
    {
        turn = _waiting.First?.Value;
        if (turn is not null)
        {
            _waiting.RemoveFirst();
        }

        return turn is not null;
    }

    /// <summary>After the peer had its place in the round.</summary>
    public bool Rejoins() => _isInRound = _waiting.Count > 0;
}
