
namespace Uhit.Client.Simulator.Exchange;

/// <summary>What the Third Party has accepted, line by line. A message counts once, however often it is accepted.</summary>
internal sealed class ReportBook
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<(SimulatedInquiry, int), Entry> _byLine = [];

    public void Open(SimulatedInquiry inquiry)
    {
        lock (_lock)
        {
            var state = inquiry.Answer.Status == AcknowledgementStatus.Rejected ? SimulatedLineState.Refused : SimulatedLineState.Waiting;
            foreach (var (index, line) in inquiry.Message.Inquiry.Lines.Index())
            {
                var entry = new Entry(inquiry, index + 1, line.EsiId) { State = state };
                _entries.Add(entry);
                _byLine.Add((inquiry, index + 1), entry);
            }
        }
    }

    public void Accepted(Callback callback, IReadOnlyList<SimulatedUsage> usage)
    {
        lock (_lock)
        {
            foreach (var verdict in callback.Verdicts)
            {
                var entry = _byLine[(callback.Inquiry, verdict.LineNumber)];
                if (entry.State == SimulatedLineState.Waiting)
                {
                    entry.State = verdict.Status == ValidationStatus.Failed ? SimulatedLineState.Failed : SimulatedLineState.Validated;
                }
            }

            foreach (var line in usage)
            {
                var entry = _byLine[(callback.Inquiry, line.LineNumber)];
                entry.State = line.HasData ? SimulatedLineState.Delivered : SimulatedLineState.NoData;
                entry.Parts[(callback.Part!.DeliveryId, callback.Part.PartNumber)] = line.Totals;
            }
        }
    }

    public SimulatorReport Read()
    {
        lock (_lock)
        {
            return new SimulatorReport([.. _entries.Select(entry => entry.ToLine())]);
        }
    }

    private sealed class Entry(SimulatedInquiry inquiry, int lineNumber, EsiId esiId)
    {
        public SimulatedLineState State { get; set; }

        public Dictionary<(DeliveryId, int), SimulatedTotals> Parts { get; } = [];

        public SimulatedLine ToLine() => new()
        {
            AuthenticationId = inquiry.AuthenticationId,
            RequestId = inquiry.RequestId,
            LineNumber = lineNumber,
            EsiId = esiId,
            State = State,
            Totals = Parts.Values.Aggregate(default(SimulatedTotals), (sum, part) => sum + part),
        };
    }
}
