using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Uhit.Client.Inquiries;

namespace Uhit.Client;

/// <summary>The Third Party's own number for an inquiry: unique for ever within its Authentication ID.</summary>
/// <remarks>Made by <see cref="Create"/>, or given by the user. White space is collapsed before comparing (<c>xs:token</c>), at most 64
/// code points, compared by ordinal. <see langword="default"/> is no identifier: its <see cref="Value"/> is empty.</remarks>
[JsonConverter(typeof(TextJsonConverter<RequestId>))]
public readonly record struct RequestId : IParsable<RequestId>, ITextValue<RequestId>
{
    /// <summary>The most code points that the text may have.</summary>
    public const int MaxLength = 64;

    private readonly string? _value;

    private RequestId(string value) => _value = value;

    /// <summary>The text as it goes over the wire; empty for <see langword="default"/>.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Makes a new one, which sorts by the time it was made.</summary>
    /// <param name="timeProvider">The clock.</param>
    public static RequestId Create(TimeProvider timeProvider) => new(Guid.CreateVersion7(timeProvider.GetUtcNow()).ToString("N"));

    /// <summary>Reads the identifier.</summary>
    /// <param name="s">The text.</param>
    /// <exception cref="FormatException">The text is empty, longer than <see cref="MaxLength"/>, or has characters that can't be seen
    /// (<see cref="DisplayText.IsHidden"/>).</exception>
    public static RequestId Parse(string s) => TryParse(s, out var result)
        ? result
        : throw new FormatException("RequestId: 1 to 64 characters are expected, none of them a control character or invisible.");

    /// <summary>Reads the identifier out of a store: as it was taken then, also where <see cref="Parse"/> refuses it today;
    /// <see langword="default"/> for the empty text, which is stored of what belongs to no known inquiry.</summary>
    /// <param name="s">The text that was stored.</param>
    /// <exception cref="FormatException">The text is longer than <see cref="MaxLength"/>, or has control characters.</exception>
    public static RequestId FromStore(string s) => s.Length == 0 ? default : TokenText.TryRead(s, MaxLength, out var token)
        ? new RequestId(token)
        : throw new FormatException("RequestId: what is stored is none.");

    /// <summary>Reads the identifier, or says that the text is none.</summary>
    /// <param name="s">The text.</param>
    /// <param name="result">The identifier.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, out RequestId result)
    {
        var ok = TokenText.TryNormalize(s, MaxLength, out var token);
        result = ok ? new RequestId(token!) : default;
        return ok;
    }

    static RequestId IParsable<RequestId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<RequestId>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out RequestId result) =>
        TryParse(s, out result);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
