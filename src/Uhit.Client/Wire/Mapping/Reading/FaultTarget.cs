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

    private static WireFaultMeaning MeaningOf(string? status) => status switch
    {
        nameof(WireFaultMeaning.Rejected) => WireFaultMeaning.Rejected,
        nameof(WireFaultMeaning.NotTaken) => WireFaultMeaning.NotTaken,
        _ => WireFaultMeaning.Unknown,
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
                Meaning = MeaningOf(walker.Code(scope.Find("status"))),
            };
        }
    }
}
