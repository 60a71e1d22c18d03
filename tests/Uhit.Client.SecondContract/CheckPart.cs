using Uhit.Client.Inquiries;
using Uhit.Client.Wire;

namespace Uhit.Client.SecondContract;

/// <summary>The validation.</summary>
internal static class CheckPart
{
    private const string Premise = "Premise";

    public static void Write(MessageWriter writer, MessageHeader header, TransactionId? transactionId, IEnumerable<LineValidation> lines)
    {
        writer.Start(Names.CheckResult);
        HeaderPart.Write(writer, header);
        writer.Attribute("case", transactionId?.Value);
        foreach (var line in lines)
        {
            writer.Start(Premise);
            writer.Attribute("number", line.LineNumber);
            writer.Attribute("esiid", line.EsiId.Value);
            writer.Attribute("verdict", Codes.ToWire(line.Status.Value));
            foreach (var reason in line.Reasons)
            {
                ProblemPart.Write(writer, Names.Problem, reason);
            }

            writer.End();
        }

        writer.End();
    }

    public static void Read(MessageReader reader, ICallbackSink sink) => reader.Element(Names.CheckResult, () =>
    {
        sink.OnHeader(HeaderPart.Read(reader));
        if (reader.OptionalId<TransactionId>("case") is { } transactionId)
        {
            sink.OnTransaction(transactionId);
        }

        reader.Children(name =>
        {
            if (name != Premise)
            {
                return false;
            }

            sink.OnValidation(ReadLine(reader));
            return true;
        });
        return sink;
    });

    private static LineValidation ReadLine(MessageReader reader) => reader.Element(Premise, () =>
    {
        var reasons = new List<ReportedError>();
        var validation = new LineValidation
        {
            LineNumber = reader.Number("number"),
            EsiId = reader.Id<EsiId>("esiid"),
            Status = new ValidationStatus(Codes.FromWire(reader.Text("verdict"))),
            Reasons = reasons,
        };
        reader.Children(name =>
        {
            if (name != Names.Problem)
            {
                return false;
            }

            reasons.Add(ProblemPart.Read(reader, name));
            return true;
        });
        return validation;
    });
}
