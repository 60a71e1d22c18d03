using Uhit.Client.Wire;

namespace Uhit.Client.SecondContract;

/// <summary>What every message but an answer has as attributes. There is no number of the message.</summary>
internal static class HeaderPart
{
    public static void Write(ElementWriter writer, MessageHeader header)
    {
        writer.Attribute("partner", header.AuthenticationId.Value);
        writer.Attribute("reference", header.RequestId.Value);
        if (header.SentAt is { } sent)
        {
            writer.Time("sent", "sentOffset", sent);
        }
    }

    public static MessageHeader Read(ElementReader reader) => new()
    {
        AuthenticationId = reader.Attribute("partner").ToId<AuthenticationId>(),
        RequestId = reader.Attribute("reference").ToId<RequestId>(),
        SentAt = reader.OptionalAttribute("sent") is null ? null : reader.Time("sent", "sentOffset"),
    };

    public static TransactionId? ReadCase(ElementReader reader) => reader.OptionalAttribute("case")?.ToId<TransactionId>();
}
