namespace Uhit.Client.Inquiries;

/// <summary>Writes an <see cref="MessageId"/> as its text.</summary>
internal sealed class MessageIdJsonConverter : IdentifierJsonConverter<MessageId>
{
    protected override bool TryParse(string? text, out MessageId value) => MessageId.TryParse(text, out value);

    protected override string TextOf(MessageId value) => value.Value;
}
