using Uhit.Client.Wire;

namespace Uhit.Client.SecondContract;

/// <summary>The inquiry.</summary>
internal static class InquiryPart
{
    private const string Premise = "Premise";
    private static readonly ElementShape Shape = ElementShape.Sequence.Element(Premise, Names.Ns, 1, ElementShape.Unbounded);
    private static readonly ElementShape LineShape = ElementShape.Sequence
        .Element(LocationPart.Element, Names.Ns, 1, 1).Element(ConsentPart.Element, Names.Ns, 1, 1);

    public static void Write(ElementWriter writer, InquiryMessage message)
    {
        writer.Start(Names.UsageRequest, Names.Ns);
        HeaderPart.Write(writer, message.Header);
        foreach (var line in message.Inquiry.Lines)
        {
            writer.Start(Premise, Names.Ns);
            writer.Attribute("esiid", line.EsiId.Value);
            writer.Attribute("bills", Codes.YesNo(line.RequestedUsage.HasFlag(RequestedUsage.Billing)));
            writer.Attribute("intervals", Codes.YesNo(line.RequestedUsage.HasFlag(RequestedUsage.Interval)));
            writer.Attribute("from", line.Period.Start);
            writer.Attribute("to", line.Period.End);
            LocationPart.Write(writer, line.ServiceAddress);
            ConsentPart.Write(writer, line.Authorization);
            writer.End();
        }

        writer.End();
    }

    public static InquiryMessage Read(ElementReader reader)
    {
        reader.MoveToMessage(Names.UsageRequest, Names.Ns);
        var header = HeaderPart.Read(reader);
        var lines = new List<InquiryLine>();
        reader.Enter(Shape);
        while (reader.NextChild(out _))
        {
            lines.Add(reader.Kept(ReadLine(reader)));
        }

        return new InquiryMessage(header, new UsageHistoryInquiry { Lines = lines });
    }

    private static InquiryLine ReadLine(ElementReader reader)
    {
        var esiId = reader.Attribute("esiid").ToId<EsiId>();
        var usage = (Codes.IsYes(reader.Attribute("bills")) ? RequestedUsage.Billing : RequestedUsage.None)
            | (Codes.IsYes(reader.Attribute("intervals")) ? RequestedUsage.Interval : RequestedUsage.None);
        var (from, to) = (reader.Attribute("from").ToPlausibleDate(), reader.Attribute("to").ToPlausibleDate());
        var period = UsagePeriod.TryCreate(from, to, out var days) ? days : throw new WireFormatException("bad-value", "Check/Location/to");
        ServiceAddress address = null!;
        CustomerAuthorization authorization = null!;
        reader.Enter(LineShape);
        while (reader.NextChild(out var child))
        {
            switch (child)
            {
                case 0:
                    address = LocationPart.Read(reader);
                    break;
                case 1:
                    authorization = ConsentPart.Read(reader);
                    break;
            }
        }

        return new InquiryLine
        {
            EsiId = esiId,
            RequestedUsage = usage,
            Period = period,
            ServiceAddress = address,
            Authorization = authorization,
        };
    }
}
