using Uhit.Client.Inquiries;

namespace Uhit.Client.SecondContract;

/// <summary>An acknowledgement, as the attributes and problems of whatever element carries it.</summary>
internal static class AnswerPart
{
    public static void Write(MessageWriter writer, string element, Acknowledgement acknowledgement)
    {
        writer.Start(element);
        writer.Attribute("reference", acknowledgement.RequestId.Value);
        WriteContent(writer, acknowledgement);
        writer.End();
    }

    public static void WriteContent(MessageWriter writer, Acknowledgement acknowledgement)
    {
        writer.Attribute("case", acknowledgement.TransactionId?.Value);
        writer.Attribute("received", "receivedOffset", acknowledgement.ReceivedAt);
        writer.Attribute("result", acknowledgement.Status == AcknowledgementStatus.Accepted ? "OK" : "NOK");
        foreach (var error in acknowledgement.Errors)
        {
            ProblemPart.Write(writer, Names.Problem, error);
        }
    }

    public static Acknowledgement Read(MessageReader reader)
    {
        var errors = new List<ReportedError>();
        var acknowledgement = new Acknowledgement
        {
            RequestId = reader.Id<RequestId>("reference"),
            TransactionId = reader.OptionalId<TransactionId>("case"),
            ReceivedAt = reader.Time("received", "receivedOffset"),
            Status = reader.Text("result") switch
            {
                "OK" => AcknowledgementStatus.Accepted,
                "NOK" => AcknowledgementStatus.Rejected,
                _ => throw reader.Refuse("bad-value", "result"),
            },
            Errors = errors,
        };
        reader.Children(name =>
        {
            if (name != Names.Problem)
            {
                return false;
            }

            errors.Add(ProblemPart.Read(reader, name));
            return true;
        });
        return acknowledgement;
    }
}
