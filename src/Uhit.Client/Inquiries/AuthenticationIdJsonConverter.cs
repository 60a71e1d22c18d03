namespace Uhit.Client.Inquiries;

/// <summary>Writes an <see cref="AuthenticationId"/> as its text.</summary>
internal sealed class AuthenticationIdJsonConverter : IdentifierJsonConverter<AuthenticationId>
{
    protected override bool TryParse(string? text, out AuthenticationId value) => AuthenticationId.TryParse(text, out value);

    protected override string TextOf(AuthenticationId value) => value.Value;
}
