using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Uhit.Client.Inquiries;

namespace Uhit.Client;

/// <summary>CNP's number for one delivery, which may come in parts; a correction is a delivery of its own.</summary>
/// <remarks> White space is collapsed before comparing (<c>xs:token</c>), at most 64 code points, compared by ordinal.
/// <see langword="default"/> is no identifier: its <see cref="Value"/> is empty.</remarks>
[JsonConverter(typeof(TextJsonConverter<DeliveryId>))]
public readonly record struct DeliveryId : IParsable<DeliveryId>, ITextValue<DeliveryId>
{
    /// <summary>The most code points that the text may have.</summary>
    public const int MaxLength = 64;

    private readonly string? _value;

    private DeliveryId(string value) => _value = value;

    /// <summary>The text as it goes over the wire; empty for <see langword="default"/>.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Reads the identifier.</summary>
    /// <param name="s">The text.</param>
    /// <exception cref="FormatException">The text is empty, longer than <see cref="MaxLength"/>, or has characters that can't be seen
    /// (<see cref="DisplayText.IsHidden"/>).</exception>
    public static DeliveryId Parse(string s) => TryParse(s, out var result)
        ? result
        : throw new FormatException("DeliveryId: 1 to 64 characters are expected, none of them a control character or invisible.");

    /// <summary>Reads the identifier out of a store: as it was taken then, also where <see cref="Parse"/> refuses it today.</summary>
    /// <param name="s">The text that was stored.</param>
    /// <exception cref="FormatException">The text is empty, longer than <see cref="MaxLength"/>, or has control characters.</exception>
    internal static DeliveryId FromStore(string s) => TokenText.TryRead(s, MaxLength, out var token)
        ? new DeliveryId(token)
        : throw new FormatException("DeliveryId: what is stored is none.");

    /// <summary>Reads the identifier, or says that the text is none.</summary>
    /// <param name="s">The text.</param>
    /// <param name="result">The identifier.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, out DeliveryId result)
    {
        var ok = TokenText.TryNormalize(s, MaxLength, out var token);
        result = ok ? new DeliveryId(token!) : default;
        return ok;
    }

    static DeliveryId IParsable<DeliveryId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<DeliveryId>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DeliveryId result) =>
        TryParse(s, out result);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
