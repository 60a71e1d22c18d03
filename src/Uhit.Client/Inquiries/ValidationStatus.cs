using Uhit.Client.Inquiries;

namespace Uhit.Client;

/// <summary>CNP's verdict on one line. CNP may extend it: one that is not known is kept as it came, without padding.</summary>
/// <remarks><see langword="default"/> is no verdict: its <see cref="Value"/> is empty.</remarks>
public readonly record struct ValidationStatus
{
    /// <summary>Takes a code as it came.</summary>
    /// <param name="value">The code as it goes over the wire.</param>
    public ValidationStatus(string value) => Value = value;

    /// <summary>In process: data follows (guide 3c).</summary>
    public static ValidationStatus Validated { get; } = new("Validated");

    /// <summary>Failed: no data will be sent (guide 3c).</summary>
    public static ValidationStatus Failed { get; } = new("Failed");

    /// <summary>The code as it goes over the wire.</summary>
    public string Value { get; init => field = TokenText.StripOrNull(value)!; }

    /// <summary>The code as it may be shown; <see cref="Value"/> has it as it came.</summary>
    public override string ToString() => DisplayText.Of(Value);
}
