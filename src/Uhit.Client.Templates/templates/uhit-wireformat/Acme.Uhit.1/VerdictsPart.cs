using Uhit.Client;
using Uhit.Client.Wire;

namespace Acme.Uhit._1;

/// <summary>The validation: a verdict for each ESI ID. There are no line numbers here, so they stay
/// 0 and are filled in from the inquiry.</summary>
internal static class VerdictsPart
{
    private static readonly ElementShape Shape = new(
        new ElementChild("Sender", Names.Ns, 1, 1),
        new ElementChild("Reference", Names.Ns, 1, 1),
        new ElementChild("Number", Names.Ns, 0, 1),
        new ElementChild("Verdict", Names.Ns, 1, ElementChild.Unbounded));

    private static readonly ElementShape VerdictShape = new(
        new ElementChild("Esi", Names.Ns, 1, 1),
        new ElementChild(ReasonPart.Element, Names.Ns, 0, ElementChild.Unbounded));

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
