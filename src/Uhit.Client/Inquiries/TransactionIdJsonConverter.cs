namespace Uhit.Client.Inquiries;

/// <summary>Writes an <see cref="TransactionId"/> as its text.</summary>
internal sealed class TransactionIdJsonConverter : IdentifierJsonConverter<TransactionId>
{
    protected override bool TryParse(string? text, out TransactionId value) => TransactionId.TryParse(text, out value);

    protected override string TextOf(TransactionId value) => value.Value;
}
