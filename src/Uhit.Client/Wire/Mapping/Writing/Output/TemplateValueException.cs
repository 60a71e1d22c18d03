namespace Uhit.Client.Wire.Mapping.Writing.Output;

/// <summary>The contract can't carry a value, or demands one that is missing. The exception names the value and never shows it.</summary>
/// <param name="code">What is wrong, in one word.</param>
/// <param name="name">The value's name.</param>
/// <param name="number">Which item of its loop, from 1; 0 outside of loops.</param>
internal sealed class TemplateValueException(string code, string name, int number) : Exception($"{code}: {name}")
{
    public string Code { get; } = code;

    public string Name { get; } = name;

    public int Number { get; } = number;

    /// <summary>The element in which it was to be written, from the message down.</summary>
    public string Path { get; set; } = string.Empty;
}
