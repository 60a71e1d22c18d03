using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.SecondContract;

/// <summary>The delivery.</summary>
internal static class DataPart
{
    private const string Account = "Account";
    private static readonly ElementShape Shape = ElementShape.Sequence.Element(Account, Names.Ns, 1, ElementShape.Unbounded);

    public static void Write(
        ElementWriter writer, MessageHeader header, TransactionId? transactionId, DeliveryPart part, IEnumerable<UsageHistory> usage)
    {
        writer.Start(Names.UsageData, Names.Ns);
        HeaderPart.Write(writer, header);
        writer.Attribute("case", transactionId?.Value);
        writer.Attribute("batch", part.DeliveryId.Value);
        writer.Attribute("part", part.PartNumber);
        writer.Attribute("of", part.PartCount);
        foreach (var history in usage)
        {
            AccountPart.Write(writer, Account, history);
        }

        writer.End();
    }

    public static void Read(ElementReader reader, ICallbackSink sink)
    {
        reader.MoveToMessage(Names.UsageData, Names.Ns);
        sink.OnHeader(HeaderPart.Read(reader));
        if (HeaderPart.ReadCase(reader) is { } transactionId)
        {
            sink.OnTransaction(transactionId);
        }

        var part = new DeliveryPart(
            reader.Attribute("batch").ToId<DeliveryId>(), reader.Attribute("part").ToInt32(), reader.Attribute("of").ToInt32());
        if (part.PartNumber < 1 || part.PartNumber > part.PartCount)
        {
            throw reader.Refuse("bad-part");
        }

        sink.OnDelivery(part);
        reader.Enter(Shape);
        while (reader.NextChild(out _))
        {
            sink.OnUsage(AccountPart.Read(reader, sink.Limits));
        }
    }
}
