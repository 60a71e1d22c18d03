namespace Uhit.Client.Inquiries;

/// <summary>Writes an <see cref="DeliveryId"/> as its text.</summary>
internal sealed class DeliveryIdJsonConverter : IdentifierJsonConverter<DeliveryId>
{
    protected override bool TryParse(string? text, out DeliveryId value) => DeliveryId.TryParse(text, out value);

    protected override string TextOf(DeliveryId value) => value.Value;
}
