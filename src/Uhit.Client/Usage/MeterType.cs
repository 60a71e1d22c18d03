using System.Text.Json.Serialization;
using Uhit.Client.Inquiries;

namespace Uhit.Client.Usage;

/// <summary>What kind of meter it is.</summary>
/// <remarks>TX SET 867_02. CNP may extend it: a code that is not known is kept as it came, without padding; one that is
/// known in another case is that one. <see langword="default"/> is no code: its text is empty. In JSON it is its text.</remarks>
[JsonConverter(typeof(TextJsonConverter<MeterType>))]
public readonly record struct MeterType : ITextValue<MeterType>
{
    private static readonly string[] Known = ["NonInterval", "Interval", "Advanced"];

    /// <summary>Takes a code as it came.</summary>
    /// <param name="value">The code as it goes over the wire.</param>
    public MeterType(string value) => Value = value;

    /// <summary>NIDR: a register that is read once a month.</summary>
    public static MeterType NonInterval { get; } = new("NonInterval");

    /// <summary>IDR: an interval data recorder.</summary>
    public static MeterType Interval { get; } = new("Interval");

    /// <summary>AMS: a smart meter.</summary>
    public static MeterType Advanced { get; } = new("Advanced");

    /// <summary>The code as it goes over the wire.</summary>
    public string Value { get; init => field = CodeText.Of(value, Known); }

    /// <summary>Whether it is one of those named here.</summary>
    public bool IsKnown => Known.Contains(Value);

    /// <summary>The code as it may be shown; <see cref="Value"/> has it as it came.</summary>
    public override string ToString() => DisplayText.Of(Value);

    static bool ITextValue<MeterType>.TryParse(string? s, out MeterType result)
    {
        result = s is null ? default : new(s);
        return s is not null;
    }
}
