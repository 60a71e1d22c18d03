namespace Uhit.Client.Inquiries;

/// <summary>Writes an <see cref="EsiId"/> as its text.</summary>
internal sealed class EsiIdJsonConverter : IdentifierJsonConverter<EsiId>
{
    protected override bool TryParse(string? text, out EsiId value) => EsiId.TryParse(text, out value);

    protected override string TextOf(EsiId value) => value.Value;
}
