using System.Xml;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Reads the detail of a fault.</summary>
internal sealed class FaultTarget(MessageWalker walker) : MessageTarget
{
    private WireFault? _fault;

    /// <summary>Reads it; <see langword="null"/> where it is none of the contract.</summary>
    public static WireFault? Read(MessagePlan plan, XmlReader reader)
    {
        if (!plan.IsRoot(reader))
        {
            return null;
        }

        var walker = new MessageWalker(plan);
        var target = new FaultTarget(walker);
        walker.Read(reader, target);
        return target._fault;
    }

    private static SendingState SendingOf(string? status) => status switch
    {
        "Rejected" => SendingState.Rejected,
        "NotTaken" => SendingState.NotSent,
        _ => SendingState.Uncertain,
    };

    public override void End(ScopePlan scope)
    {
        if (ConditionPlan.Judge(scope.When, walker.Slots, isComplete: true) == true)
        {
            var code = walker.Code(scope.Find("code"))!;
            _fault = new WireFault
            {
                Code = code,
                Description = walker.String(scope.Find("description")) ?? code,
                MessageId = walker.Id<MessageId>(scope.Find("messageId")),
                Sending = SendingOf(walker.Code(scope.Find("status"))),
            };
        }
    }
}
