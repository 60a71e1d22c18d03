using Uhit.Client.Inquiries;

namespace Uhit.Client.SecondContract;

/// <summary>The inquiry.</summary>
internal static class InquiryPart
{
    private const string Premise = "Premise";

    public static void Write(MessageWriter writer, InquiryMessage message)
    {
        writer.Start(Names.UsageRequest);
        HeaderPart.Write(writer, message.Header);
        foreach (var line in message.Inquiry.Lines)
        {
            writer.Start(Premise);
            writer.Attribute("esiid", line.EsiId.Value);
            writer.Attribute("bills", line.RequestedUsage.HasFlag(RequestedUsage.Billing) ? "Y" : "N");
            writer.Attribute("intervals", line.RequestedUsage.HasFlag(RequestedUsage.Interval) ? "Y" : "N");
            writer.Attribute("from", (DateOnly?)line.Period.Start);
            writer.Attribute("to", (DateOnly?)line.Period.End);
            LocationPart.Write(writer, line.ServiceAddress);
            ConsentPart.Write(writer, line.Authorization);
            writer.End();
        }

        writer.End();
    }

    public static InquiryMessage Read(MessageReader reader) => reader.Element(Names.UsageRequest, () =>
    {
        var header = HeaderPart.Read(reader);
        var lines = new List<InquiryLine>();
        reader.Children(name =>
        {
            if (name != Premise)
            {
                return false;
            }

            lines.Add(ReadLine(reader));
            return true;
        });
        return new InquiryMessage(header, new UsageHistoryInquiry { Lines = lines });
    });

    private static InquiryLine ReadLine(MessageReader reader) => reader.Element(Premise, () =>
    {
        var esiId = reader.Id<EsiId>("esiid");
        var usage = (reader.Text("bills") == "Y" ? RequestedUsage.Billing : RequestedUsage.None) | (reader.Text("intervals") == "Y" ? RequestedUsage.Interval : RequestedUsage.None);
        var period = new UsagePeriod(reader.Date("from"), reader.Date("to"));
        ServiceAddress? address = null;
        CustomerAuthorization? authorization = null;
        reader.Children(name =>
        {
            switch (name)
            {
                case LocationPart.Element:
                    address = LocationPart.Read(reader);
                    return true;
                case ConsentPart.Element:
                    authorization = ConsentPart.Read(reader);
                    return true;
                default:
                    return false;
            }
        });
        return new InquiryLine
        {
            EsiId = esiId,
            RequestedUsage = usage,
            Period = period,
            ServiceAddress = address ?? throw reader.Refuse("missing-element", LocationPart.Element),
            Authorization = authorization ?? throw reader.Refuse("missing-element", ConsentPart.Element),
        };
    });
}
