using Uhit.Client.Sending;

namespace Uhit.Client.Tests.Sending;

/// <summary>A sender that ends as the test says, and records what it was given.</summary>
internal sealed class ScriptedSender(TimeProvider time) : IInquirySender
{
    private readonly Queue<Func<InquiryMessage, CancellationToken, Task<SendReport>>> _script = new();

    public List<InquiryMessage> Sent { get; } = [];

    public void Then(Func<InquiryMessage, SendReport> report) => Then((message, _) => Task.FromResult(report(message)));

    public void Then(Func<InquiryMessage, CancellationToken, Task<SendReport>> report) => _script.Enqueue(report);

    public void ThenAccept() => Then(message => SendReport.Answered(Answer(message, AcknowledgementStatus.Accepted)));

    public void ThenNotSent() =>
        Then(_ => SendReport.NotSent(new UhitConnectionException(ConnectionFailure.Connect, "Nobody listens there.")));

    public void ThenUncertain() =>
        Then(_ => SendReport.Uncertain(new UhitConnectionException(ConnectionFailure.Interrupted, "The connection broke.")));

    public Task<SendReport> SendAsync(InquiryMessage message, CancellationToken cancellationToken)
    {
        Sent.Add(message);
        return _script.TryDequeue(out var next)
            ? next(message, cancellationToken)
            : Task.FromResult(SendReport.Answered(Answer(message, AcknowledgementStatus.Accepted)));
    }

    public Acknowledgement Answer(InquiryMessage message, AcknowledgementStatus status, params ReportedError[] errors) => new()
    {
        RequestId = message.Header.RequestId,
        MessageId = message.Header.MessageId,
        TransactionId = TransactionId.Parse("T-1"),
        ReceivedAt = time.GetUtcNow(),
        Status = status,
        Errors = errors,
    };
}
