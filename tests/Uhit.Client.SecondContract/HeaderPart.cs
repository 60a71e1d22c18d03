using Uhit.Client.Inquiries;

namespace Uhit.Client.SecondContract;

/// <summary>What every message but an answer has as attributes. There is no number of the message.</summary>
internal static class HeaderPart
{
    public static void Write(MessageWriter writer, MessageHeader header)
    {
        writer.Attribute("partner", header.AuthenticationId.Value);
        writer.Attribute("reference", header.RequestId.Value);
        writer.Attribute("sent", "sentOffset", header.SentAt);
    }

    public static MessageHeader Read(MessageReader reader) => new()
    {
        AuthenticationId = reader.Id<AuthenticationId>("partner"),
        RequestId = reader.Id<RequestId>("reference"),
        SentAt = reader.Optional("sent") is null ? null : reader.Time("sent", "sentOffset"),
    };
}
