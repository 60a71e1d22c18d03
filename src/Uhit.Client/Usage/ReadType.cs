namespace Uhit.Client.Usage;

/// <summary>How a value came about.</summary>
/// <remarks>TX SET 867_02. CNP may extend it: a code that is not known is kept as it came. <see langword="default"/> is no code: its text is empty.</remarks>
/// <param name="Value">The code as it goes over the wire.</param>
public readonly record struct ReadType(string Value)
{
    /// <summary>Measured.</summary>
    public static ReadType Actual { get; } = new("Actual");

    /// <summary>Estimated by the utility.</summary>
    public static ReadType Estimated { get; } = new("Estimated");

    /// <summary>The code as it may be shown; <see cref="Value"/> has it as it came.</summary>
    public override string ToString() => DisplayText.Of(Value);
}
