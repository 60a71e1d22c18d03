using Uhit.Client.Wire;

namespace Uhit.Client.SecondContract;

/// <summary>An acknowledgement, as the attributes and problems of whatever element carries it.</summary>
internal static class AnswerPart
{
    public static void Write(ElementWriter writer, string element, Acknowledgement acknowledgement)
    {
        writer.Start(element, Names.Ns);
        writer.Attribute("reference", acknowledgement.RequestId.Value);
        WriteContent(writer, acknowledgement);
        writer.End();
    }

    public static void WriteContent(ElementWriter writer, Acknowledgement acknowledgement)
    {
        writer.Attribute("case", acknowledgement.TransactionId?.Value);
        writer.Time("received", "receivedOffset", acknowledgement.ReceivedAt);
        writer.Attribute("result", acknowledgement.Status == AcknowledgementStatus.Accepted ? "OK" : "NOK");
        foreach (var error in acknowledgement.Errors)
        {
            ProblemPart.Write(writer, ProblemPart.Element, error);
        }
    }

    public static Acknowledgement Read(ElementReader reader)
    {
        var errors = new List<ReportedError>();
        var result = reader.Attribute("result");
        var acknowledgement = new Acknowledgement
        {
            RequestId = reader.Attribute("reference").ToId<RequestId>(),
            TransactionId = HeaderPart.ReadCase(reader),
            ReceivedAt = reader.Time("received", "receivedOffset"),
            Status = result.Text switch
            {
                "OK" => AcknowledgementStatus.Accepted,
                "NOK" => AcknowledgementStatus.Rejected,
                _ => throw result.BadValue(),
            },
            Errors = errors,
        };
        ProblemPart.ReadList(reader, errors);
        return acknowledgement;
    }
}
