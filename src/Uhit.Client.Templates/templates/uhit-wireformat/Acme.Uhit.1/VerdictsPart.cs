using Uhit.Client;
using Uhit.Client.Wire;

namespace Acme.Uhit._1;

/// <summary>The validation: a verdict for each ESI ID. There are no line numbers here, so they stay
/// 0 and are filled in from the inquiry.</summary>
internal static class VerdictsPart
{
    private static readonly ElementShape Shape = ElementShape.Sequence
        .Element("Sender", Names.Ns, 1, 1)
        .Element("Reference", Names.Ns, 1, 1)
        .Element("Number", Names.Ns, 0, 1)
        .Element("Verdict", Names.Ns, 1, ElementShape.Unbounded);

    private static readonly ElementShape VerdictShape = ElementShape.Sequence
        .Element("Esi", Names.Ns, 1, 1)
        .Element(ReasonPart.Element, Names.Ns, 0, ElementShape.Unbounded);

    public static void Read(ElementReader reader, ICallbackSink sink)
    {
        AuthenticationId sender = default;
        reader.EnterMessage(Names.Verdicts, Names.Ns, Shape);
        while (reader.NextChild(out var child))
        {
            switch (child)
            {
                case 0:
                    sender = reader.ReadId<AuthenticationId>();
                    break;
                case 1:
                    sink.OnHeader(new MessageHeader { AuthenticationId = sender, RequestId = reader.ReadId<RequestId>() });
                    break;
                case 2:
                    sink.OnTransaction(reader.ReadId<TransactionId>());
                    break;
                case 3:
                    sink.OnValidation(ReadVerdict(reader));
                    break;
            }
        }
    }

    private static LineValidation ReadVerdict(ElementReader reader)
    {
        var status = Codes.Status(reader.Attribute("code").Text);
        EsiId esiId = default;
        var reasons = new List<ReportedError>();
        reader.Enter(VerdictShape);
        while (reader.NextChild(out var child))
        {
            switch (child)
            {
                case 0:
                    esiId = reader.ReadId<EsiId>();
                    break;
                case 1:
                    reasons.Add(reader.Kept(ReasonPart.Read(reader)));
                    break;
            }
        }

        return new LineValidation { LineNumber = 0, EsiId = esiId, Status = status, Reasons = reasons };
    }
}
