using System.Text.Json.Serialization;
using Uhit.Client.Inquiries;

namespace Uhit.Client.Usage;

/// <summary>The unit of a series.</summary>
/// <remarks>CNP's interval history has been given in kW, the average over the interval; other TDSPs give kWh.
/// CNP may extend it: a code that is not known is kept as it came, without padding; one that is known in another case is that one:
/// <c>KWH</c> is <c>kWh</c>. <see langword="default"/> is no code: its text is empty. In JSON it is its text.</remarks>
[JsonConverter(typeof(TextJsonConverter<UsageUnit>))]
public readonly record struct UsageUnit : ITextValue<UsageUnit>
{
    private static readonly string[] Known = ["kWh", "kW", "kVARh", "kVAR"];

    /// <summary>Takes a code as it came.</summary>
    /// <param name="value">The code as it goes over the wire.</param>
    public UsageUnit(string value) => Value = value;

    /// <summary>Energy in the interval, kWh.</summary>
    public static UsageUnit KilowattHour { get; } = new("kWh");

    /// <summary>Average power over the interval, kW: kWh = kW × interval in hours.</summary>
    public static UsageUnit Kilowatt { get; } = new("kW");

    /// <summary>Reactive energy in the interval, kVARh.</summary>
    public static UsageUnit KilovarHour { get; } = new("kVARh");

    /// <summary>Average reactive power over the interval, kVAR.</summary>
    public static UsageUnit Kilovar { get; } = new("kVAR");

    /// <summary>The code as it goes over the wire.</summary>
    public string Value { get; init => field = CodeText.Of(value, Known); }

    /// <summary>Whether it is one of those named here.</summary>
    public bool IsKnown => Known.Contains(Value);

    /// <summary>The code as it may be shown; <see cref="Value"/> has it as it came.</summary>
    public override string ToString() => DisplayText.Of(Value);

    static bool ITextValue<UsageUnit>.TryParse(string? s, out UsageUnit result)
    {
        result = s is null ? default : new(s);
        return s is not null;
    }
}
