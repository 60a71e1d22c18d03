using System.Globalization;

namespace Uhit.Client.Wire;

/// <summary>An <c>xs:dateTime</c> as it is written: with its offset from UTC, or without one.</summary>
/// <remarks>Years 1 to 9999; a fraction of a second finer than 100 ns is cut. What a time without an offset means, the contract must say:
/// nothing here asks the machine's zone. The <see langword="default"/> value is the first instant of year 1 without an offset.</remarks>
public readonly record struct WireDateTime
{
    /// <summary>Makes one without an offset.</summary>
    /// <param name="local">The date and time as written; its kind is dropped.</param>
    public WireDateTime(DateTime local)
    {
        Local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
    }

    /// <summary>Makes one with an offset.</summary>
    /// <param name="value">The instant, with the offset to write.</param>
    public WireDateTime(DateTimeOffset value)
    {
        Local = value.DateTime;
        Offset = value.Offset;
    }

    /// <summary>The date and time as written, of the kind <see cref="DateTimeKind.Unspecified"/>.</summary>
    public DateTime Local { get; }

    /// <summary>The offset from UTC that is written behind it; <see langword="null"/> where none is.</summary>
    public TimeSpan? Offset { get; }

    /// <summary>An instant is written with its offset.</summary>
    /// <param name="value">The instant.</param>
    public static implicit operator WireDateTime(DateTimeOffset value) => new(value);

    /// <summary>Makes one with an offset.</summary>
    /// <param name="value">The instant.</param>
    public static WireDateTime FromDateTimeOffset(DateTimeOffset value) => new(value);

    /// <summary>Reads one.</summary>
    /// <param name="text">The text; white space around it is dropped.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text is an <c>xs:dateTime</c> of the years 1 to 9999.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out WireDateTime value)
    {
        if (XmlText.TryParseDateTime(text, offsetRequired: true, out var instant))
        {
            value = new WireDateTime(instant);
            return true;
        }

        var isLocal = XmlText.TryParseLocalTime(text, out var local);
        value = new WireDateTime(local);
        return isLocal;
    }

    /// <summary>The instant.</summary>
    /// <param name="offset">The offset from UTC where none is written.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset takes it out of the years 1 to 9999, or is no
    /// whole number of minutes within 14 hours.</exception>
    public DateTimeOffset ToDateTimeOffset(TimeSpan offset) => new(Local, Offset ?? offset);

    /// <summary>As it is written.</summary>
    public override string ToString() => Offset is { } offset
        ? new DateTimeOffset(Local, offset).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture)
        : Local.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    internal int Format(Span<char> destination) =>
        Offset is { } offset ? XmlText.Format(new DateTimeOffset(Local, offset), destination) : XmlText.Format(Local, destination);
}
