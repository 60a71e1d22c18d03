namespace Uhit.Client.Receiving;

/// <summary>Keeps a flood of one kind out of the log: the first few of a minute are written, the
/// others are counted and told once, at its end.</summary>
/// <remarks>Thread-safe. A kind is a word of ours, such as a rule or a status, and never text of
/// a caller, who could make up new ones.</remarks>
internal sealed class LogLimiter(TimeProvider time)
{
    /// <summary>How many of a kind are written in a <see cref="Window"/>.</summary>
    public const int PerWindow = 5;

    /// <summary>How many kinds are told apart; what comes after them is one kind.</summary>
    public const int MaxKinds = 256;

    /// <summary>How long a kind is counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Count> _counts = new(StringComparer.Ordinal);

    /// <summary>Writes one of a kind now, or counts it.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="writeOthers">Writes how many others there were, when the minute is over.</param>
    public void Write(string kind, Action write, Action<long> writeOthers)
    {
        if (IsWritten(kind, writeOthers))
        {
            write();
        }
    }

    private bool IsWritten(string kind, Action<long> writeOthers)
    {
        lock (_gate)
        {
            if (!_counts.TryGetValue(kind, out var count) && _counts.Count >= MaxKinds)
            {
                kind = string.Empty;
                _counts.TryGetValue(kind, out count);
            }

            if (count is null)
            {
                _counts[kind] = count = new Count();

                // The timer fires once and holds what it needs: nothing is left to dispose of.
                count.Timer = time.CreateTimer(_ => End(kind, writeOthers), null, Window, Timeout.InfiniteTimeSpan);
            }

            return ++count.Seen <= PerWindow;
        }
    }

    private void End(string kind, Action<long> writeOthers)
    {
        long others;
        lock (_gate)
        {
            others = _counts.Remove(kind, out var count) ? count.Seen - PerWindow : 0;
            count?.Timer?.Dispose();
        }

        if (others > 0)
        {
            writeOthers(others);
        }
    }

    private sealed class Count
    {
        public long Seen { get; set; }

        public ITimer? Timer { get; set; }
    }
}
