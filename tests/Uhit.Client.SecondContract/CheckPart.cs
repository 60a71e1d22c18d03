using Uhit.Client.Wire;

namespace Uhit.Client.SecondContract;

/// <summary>The validation.</summary>
internal static class CheckPart
{
    private const string Premise = "Premise";
    private static readonly ElementShape Shape = ElementShape.Sequence.Element(Premise, Names.Ns, 1, ElementShape.Unbounded);

    public static void Write(ElementWriter writer, MessageHeader header, TransactionId? transactionId, IEnumerable<LineValidation> lines)
    {
        writer.Start(Names.CheckResult, Names.Ns);
        HeaderPart.Write(writer, header);
        writer.Attribute("case", transactionId?.Value);
        foreach (var line in lines)
        {
            writer.Start(Premise, Names.Ns);
            writer.Attribute("number", line.LineNumber);
            writer.Attribute("esiid", line.EsiId.Value);
            writer.Attribute("verdict", Codes.ToWire(line.Status.Value));
            foreach (var reason in line.Reasons)
            {
                ProblemPart.Write(writer, ProblemPart.Element, reason);
            }

            writer.End();
        }

        writer.End();
    }

    public static void Read(ElementReader reader, ICallbackSink sink)
    {
        reader.MoveToMessage(Names.CheckResult, Names.Ns);
        sink.OnHeader(HeaderPart.Read(reader));
        if (HeaderPart.ReadCase(reader) is { } transactionId)
        {
            sink.OnTransaction(transactionId);
        }

        reader.Enter(Shape);
        while (reader.NextChild(out _))
        {
            sink.OnValidation(ReadLine(reader));
        }
    }

    private static LineValidation ReadLine(ElementReader reader)
    {
        var reasons = new List<ReportedError>();
        var validation = new LineValidation
        {
            LineNumber = reader.Attribute("number").ToInt32(),
            EsiId = reader.Attribute("esiid").ToId<EsiId>(),
            Status = new ValidationStatus(Codes.FromWire(reader.Attribute("verdict").Text)),
            Reasons = reasons,
        };
        ProblemPart.ReadList(reader, reasons);
        return validation;
    }
}
