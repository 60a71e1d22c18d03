namespace Uhit.Client.Inquiries;

/// <summary>Writes an <see cref="RequestId"/> as its text.</summary>
internal sealed class RequestIdJsonConverter : IdentifierJsonConverter<RequestId>
{
    protected override bool TryParse(string? text, out RequestId value) => RequestId.TryParse(text, out value);

    protected override string TextOf(RequestId value) => value.Value;
}
