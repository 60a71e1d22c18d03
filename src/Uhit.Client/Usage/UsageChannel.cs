using System.Text.Json.Serialization;
using Uhit.Client.Inquiries;

namespace Uhit.Client.Usage;

/// <summary>Which way and what a channel measures.</summary>
/// <remarks>Green Button: delivered is flowDirection 1, received 19. CNP may extend it: a code that is not known is kept as it came,
/// without padding; one that is known in another case is that one. <see langword="default"/> is no code:
/// its text is empty. In JSON it is its text.</remarks>
[JsonConverter(typeof(TextJsonConverter<UsageChannel>))]
public readonly record struct UsageChannel : ITextValue<UsageChannel>
{
    private static readonly string[] Known = ["EnergyDelivered", "EnergyReceived", "ReactiveDelivered", "ReactiveReceived"];

    /// <summary>Takes a code as it came.</summary>
    /// <param name="value">The code as it goes over the wire.</param>
    public UsageChannel(string value) => Value = value;

    /// <summary>Energy from the grid to the premise.</summary>
    public static UsageChannel EnergyDelivered { get; } = new("EnergyDelivered");

    /// <summary>Energy from the premise to the grid.</summary>
    public static UsageChannel EnergyReceived { get; } = new("EnergyReceived");

    /// <summary>Reactive energy from the grid to the premise.</summary>
    public static UsageChannel ReactiveDelivered { get; } = new("ReactiveDelivered");

    /// <summary>Reactive energy from the premise to the grid.</summary>
    public static UsageChannel ReactiveReceived { get; } = new("ReactiveReceived");

    /// <summary>The code as it goes over the wire.</summary>
    public string Value { get; init => field = CodeText.Of(value, Known); }

    /// <summary>Whether it is one of those named here.</summary>
    public bool IsKnown => Known.Contains(Value);

    /// <summary>The code as it may be shown; <see cref="Value"/> has it as it came.</summary>
    public override string ToString() => DisplayText.Of(Value);

    static bool ITextValue<UsageChannel>.TryParse(string? s, out UsageChannel result)
    {
        result = s is null ? default : new(s);
        return s is not null;
    }
}
