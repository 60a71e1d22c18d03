namespace Uhit.Client.Sending.Polling;

/// <summary>What came of one round. Thread-safe.</summary>
internal sealed class PollRound
{
    private readonly Lock _lock = new();
    private volatile bool _isOfAll;

    public int Stored { get; private set; }

    /// <summary>The first failure.</summary>
    public UhitException? Failure { get; private set; }

    /// <summary>Whether a failure would meet every fetch.</summary>
    public bool IsOfAll => _isOfAll;

    public void Add(RequestId id, DrainReport report, UsagePoller poller)
    {
        lock (_lock)
        {
            Stored += report.Stored;
            Failure = report.IsOfAll && !_isOfAll ? report.Failure : Failure ?? report.Failure;
            _isOfAll |= report.IsOfAll;
        }

        poller.Note(id, report);
    }
}
