using System.Text.Json.Serialization;
using Uhit.Client.Inquiries;

namespace Uhit.Client.Usage;

/// <summary>How a value came about.</summary>
/// <remarks>TX SET 867_02. CNP may extend it: a code that is not known is kept as it came, without padding; one that is
/// known in another case is that one. <see langword="default"/> is no code: its text is empty. In JSON it is its text.</remarks>
[JsonConverter(typeof(TextJsonConverter<ReadType>))]
public readonly record struct ReadType : ITextValue<ReadType>
{
    private static readonly string[] Known = ["Actual", "Estimated"];

    /// <summary>Takes a code as it came.</summary>
    /// <param name="value">The code as it goes over the wire.</param>
    public ReadType(string value) => Value = value;

    /// <summary>Measured.</summary>
    public static ReadType Actual { get; } = new("Actual");

    /// <summary>Estimated by the utility.</summary>
    public static ReadType Estimated { get; } = new("Estimated");

    /// <summary>The code as it goes over the wire.</summary>
    public string Value { get; init => field = CodeText.Of(value, Known); }

    /// <summary>Whether it is one of those named here.</summary>
    public bool IsKnown => Known.Contains(Value);

    /// <summary>The code as it may be shown; <see cref="Value"/> has it as it came.</summary>
    public override string ToString() => DisplayText.Of(Value);

    static bool ITextValue<ReadType>.TryParse(string? s, out ReadType result)
    {
        result = s is null ? default : new(s);
        return s is not null;
    }
}
