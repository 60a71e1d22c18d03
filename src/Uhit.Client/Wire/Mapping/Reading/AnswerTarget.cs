using Uhit.Client.Wire.Mapping.Model.Domain;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Reads an answer.</summary>
internal sealed class AnswerTarget(MessageWalker walker) : MessageTarget
{
    private readonly List<ReportedError> _errors = [];

    public Acknowledgement? Answer { get; private set; }

    /// <summary>Reads the answer in a body. What it does not say is <see langword="default"/>.</summary>
    public static Acknowledgement Read(MessagePlan plan, WireBody body)
    {
        var walker = new MessageWalker(plan, body);
        var target = new AnswerTarget(walker);
        walker.Read(body.Reader, target);
        return target.Answer!;
    }

    public override void End(ScopePlan scope)
    {
        if (scope.Kind == ScopeKind.Error)
        {
            if (walker.IsError(scope))
            {
                _errors.Add(walker.Kept(walker.Error(scope)));
            }

            return;
        }

        if (ConditionPlan.Judge(scope.When, walker.Slots, isComplete: true) != true)
        {
            throw walker.At.Refuse("unexpected-content");
        }

        Answer = new Acknowledgement
        {
            RequestId = walker.Id<RequestId>(scope.Find("requestId")) ?? default,
            MessageId = walker.Id<MessageId>(scope.Find("messageId")),
            TransactionId = walker.Id<TransactionId>(scope.Find("transactionId")),
            ReceivedAt = walker.Time(scope.Find("receivedAt")) ?? default,
            Status = walker.Status(scope),
            Errors = _errors,
        };
    }
}
