using Uhit.Client;
using Uhit.Client.Wire;

namespace Acme.Uhit._1;

/// <summary>An answer, in either direction.</summary>
internal static class AnswerPart
{
    private static readonly ElementShape Shape = ElementShape.Sequence
        .Element("Reference", Names.Ns, 1, 1)
        .Element("Number", Names.Ns, 0, 1)
        .Element("At", Names.Ns, 1, 1)
        .Element("Code", Names.Ns, 1, 1)
        .Element(ReasonPart.Element, Names.Ns, 0, ElementShape.Unbounded);

    public static void Write(ElementWriter writer, string element, Acknowledgement answer)
    {
        writer.Start(element, Names.Ns);
        writer.Write("Reference", Names.Ns, answer.RequestId.Value);
        writer.Write("At", Names.Ns, answer.ReceivedAt);
        writer.Write("Code", Names.Ns, answer.Status == AcknowledgementStatus.Accepted ? "OK" : "NO");
        foreach (var error in answer.Errors)
        {
            ReasonPart.Write(writer, error);
        }

        writer.End();
    }

    public static Acknowledgement Read(ElementReader reader)
    {
        RequestId reference = default;
        TransactionId? number = null;
        DateTimeOffset at = default;
        AcknowledgementStatus status = default;
        var errors = new List<ReportedError>();
        reader.EnterMessage(Names.Answer, Names.Ns, Shape);
        while (reader.NextChild(out var child))
        {
            switch (child)
            {
                case 0:
                    reference = reader.ReadId<RequestId>();
                    break;
                case 1:
                    number = reader.ReadId<TransactionId>();
                    break;
                case 2:
                    at = reader.ReadDateTime(offsetRequired: true);
                    break;
                case 3:
                    status = reader.ReadToken() switch
                    {
                        "OK" => AcknowledgementStatus.Accepted,
                        "NO" => AcknowledgementStatus.Rejected,
                        _ => throw reader.BadValue(),
                    };
                    break;
                case 4:
                    errors.Add(reader.Kept(ReasonPart.Read(reader)));
                    break;
            }
        }

        return new Acknowledgement { RequestId = reference, TransactionId = number, ReceivedAt = at, Status = status, Errors = errors };
    }
}
