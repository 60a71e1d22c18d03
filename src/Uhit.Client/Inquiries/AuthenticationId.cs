using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Uhit.Client.Inquiries;

namespace Uhit.Client;

/// <summary>Who the Third Party is to CNP: a REP's DUNS or DUNS+4 number, or the identifier that
/// another Third Party agreed with CNP.</summary>
/// <remarks>Guide 1.6 and 2.2.1. Whether it is a DUNS number is judged by <see cref="DunsNumber"/>. White space is collapsed before
/// comparing (<c>xs:token</c>), at most 80 code points, compared by ordinal. <see langword="default"/> is no
/// identifier: its <see cref="Value"/> is empty.</remarks>
[JsonConverter(typeof(TextJsonConverter<AuthenticationId>))]
public readonly record struct AuthenticationId : IParsable<AuthenticationId>, ITextValue<AuthenticationId>
{
    /// <summary>The most code points that the text may have.</summary>
    public const int MaxLength = 80;

    private readonly string? _value;

    private AuthenticationId(string value) => _value = value;

    /// <summary>The text as it goes over the wire; empty for <see langword="default"/>.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Reads the identifier.</summary>
    /// <param name="s">The text.</param>
    /// <exception cref="FormatException">The text is empty, longer than <see cref="MaxLength"/>, or has characters that can't be seen
    /// (<see cref="DisplayText.IsHidden"/>).</exception>
    public static AuthenticationId Parse(string s) => TryParse(s, out var result)
        ? result
        : throw new FormatException("AuthenticationId: 1 to 80 characters are expected, none of them a control character or invisible.");

    /// <summary>Reads the identifier out of a store: as it was taken then, also where <see cref="Parse"/> refuses it today.</summary>
    /// <param name="s">The text that was stored.</param>
    /// <exception cref="FormatException">The text is empty, longer than <see cref="MaxLength"/>, or has control characters.</exception>
    public static AuthenticationId FromStore(string s) => TokenText.TryRead(s, MaxLength, out var token)
        ? new AuthenticationId(token)
        : throw new FormatException("AuthenticationId: what is stored is none.");

    /// <summary>Reads the identifier, or says that the text is none.</summary>
    /// <param name="s">The text.</param>
    /// <param name="result">The identifier.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, out AuthenticationId result)
    {
        var ok = TokenText.TryNormalize(s, MaxLength, out var token);
        result = ok ? new AuthenticationId(token!) : default;
        return ok;
    }

    static AuthenticationId IParsable<AuthenticationId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<AuthenticationId>.TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, out AuthenticationId result) => TryParse(s, out result);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
