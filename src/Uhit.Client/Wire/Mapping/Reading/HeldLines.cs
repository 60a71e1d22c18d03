namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Holds lines until the header is known, which some senders write behind them: the serializer of WCF's data contracts puts
/// elements in the order of the alphabet.</summary>
/// <param name="max">How many readings they may hold, beside those of the last one: as many as one line may.</param>
internal sealed class HeldLines(long max)
{
    private readonly List<HeldLine> _lines = [];
    private long _weight;

    /// <summary>Holds a line.</summary>
    /// <returns>False where too much is held already.</returns>
    public bool TryAdd(in HeldLine line)
    {
        if (_weight > max)
        {
            IsFull = true;
            return false;
        }

        _weight += line.Weight;
        _lines.Add(line);
        return true;
    }

    /// <summary>Whether there was no room for a line.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Hands on what is held, in its order.</summary>
    public void Tell(ICallbackSink sink)
    {
        foreach (var line in _lines)
        {
            line.Tell(sink);
        }

        _lines.Clear();
    }
}
