using Uhit.Client.Usage;

namespace Uhit.Client.Testing;

/// <summary>One inquiry of the fake client.</summary>
internal sealed class FakeInquiry
{
    public static readonly AuthenticationId Sender = AuthenticationId.Parse("123456789");

    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<UsageHistory> _usage = [];
    private readonly TimeProvider _time;

    public FakeInquiry(string client, UhitEnvironment environment, RequestId requestId, UsageHistoryInquiry inquiry, TimeProvider time)
    {
        _time = time;
        Inquiry = inquiry;
        Snapshot = new InquirySnapshot
        {
            Client = client,
            Environment = environment,
            RequestId = requestId,
            ClientReference = inquiry.ClientReference,
            AuthenticationId = Sender,
            Sending = SendingState.Draft,
            Lines =
                [.. inquiry.Lines
                    .Select((line, index) => new LineSnapshot { LineNumber = index + 1, EsiId = line.EsiId, State = LineState.Waiting })],
            IsComplete = false,
            CreatedAt = time.GetUtcNow(),
        };
    }

    public RequestId RequestId => Snapshot.RequestId;

    public UsageHistoryInquiry Inquiry { get; }

    public InquirySnapshot Snapshot { get; private set; }

    public Task Finished => _finished.Task;

    public IReadOnlyList<UsageHistory> Usage => [.. _usage];

    public SubmitResult Answer(SubmitOutcome outcome)
    {
        var now = _time.GetUtcNow();
        Set(Snapshot with
        {
            SentAt = Snapshot.SentAt ?? now,
            DueAt = (Snapshot.SentAt ?? now).AddHours(72),
            ReceivedAt = outcome == SubmitOutcome.Uncertain ? null : now,
            Sending = outcome switch
            {
                SubmitOutcome.Accepted => SendingState.Accepted,
                SubmitOutcome.Rejected => SendingState.Rejected,
                SubmitOutcome.Uncertain => SendingState.Uncertain,
                _ => throw new InvalidOperationException("A test may answer with Accepted, Rejected or Uncertain."),
            },
        });
        return Result(outcome);
    }

    public void Import(DateTimeOffset sentAt, TransactionId? transactionId) => Set(Snapshot with
    {
        SentAt = sentAt,
        DueAt = sentAt.AddHours(72),
        TransactionId = transactionId,
        ReceivedAt = transactionId is null ? null : sentAt,
        Sending = transactionId is null ? SendingState.Uncertain : SendingState.Accepted,
    });

    public SubmitResult Result(SubmitOutcome outcome) => new() { Outcome = outcome, Inquiry = Snapshot, Errors = Snapshot.Errors };

    public void Deliver(IReadOnlyList<UsageHistory> histories)
    {
        foreach (var history in histories)
        {
            SetLine(history.EsiId, line => line with
            {
                State = history.NoData is null ? LineState.Delivered : LineState.NoData,
                Received = line.Received | history.Received,
            });
            _usage.RemoveAll(known => known.EsiId == history.EsiId);
            _usage.Add(history);
        }
    }

    public void Fail(EsiId esiId, string code) => SetLine(esiId, line => line with
    {
        State = LineState.Failed,
        Errors = [new ReportedError { Code = code, Description = "The test said so.", LineNumber = line.LineNumber }],
    });

    public void Reject(string code) => Set(Snapshot with
    {
        Sending = SendingState.Rejected,
        Errors = [new ReportedError { Code = code, Description = "The test said so." }],
    });

    public void Abandon(string reason) => Set(Snapshot with { Sending = SendingState.Abandoned, AbandonReason = reason });

    private void SetLine(EsiId esiId, Func<LineSnapshot, LineSnapshot> change)
    {
        if (Snapshot.Lines.All(line => line.EsiId != esiId))
        {
            throw new ArgumentException("The inquiry has no line with this ESI ID.", nameof(esiId));
        }

        LineSnapshot[] lines = [.. Snapshot.Lines.Select(line => line.EsiId == esiId ? change(line) : line)];
        Set(Snapshot with
        {
            Sending = Snapshot.Sending is SendingState.Uncertain ? SendingState.Accepted : Snapshot.Sending,
            Lines = lines,
            IsComplete = lines.All(line => line.State is LineState.Delivered or LineState.Failed or LineState.NoData),
        });
    }

    private void Set(InquirySnapshot snapshot)
    {
        Snapshot = snapshot;
        if (snapshot.IsFinished)
        {
            _finished.TrySetResult();
        }
    }
}
