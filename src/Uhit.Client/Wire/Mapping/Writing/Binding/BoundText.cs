using Uhit.Client.Wire.Mapping.Writing.Formats;
using Uhit.Client.Wire.Mapping.Writing.Output;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Binding;

/// <summary>A text or an attribute's value, bound.</summary>
internal sealed class BoundText(IReadOnlyList<BoundText.Part> parts)
{
    public static BoundText Empty { get; } = new([]);

    public IReadOnlyList<Part> Parts => parts;

    /// <summary>The text where it is always the same, and there is one.</summary>
    public string? Literal => parts is [{ Literal: { } literal }] ? literal : null;

    public bool IsEmpty => parts.Count == 0;

    /// <summary>Whether it says the same in every message.</summary>
    public bool IsLiteral { get; } = parts.All(part => part.Value is null);

    /// <summary>Whether a value in it is always there.</summary>
    public bool IsRequired { get; } = parts.Any(part => part.Value is { IsOptional: false });

    /// <summary>The value that errors speak of.</summary>
    public string Name { get; } = parts.FirstOrDefault(part => part.Value is not null)?.Value!.Name ?? string.Empty;

    /// <summary>What stands in for the text where the schema demands one and its value is missing.</summary>
    public string? Sample { get; } = parts is [{ Sample: { } sample }] ? sample : null;

    /// <summary>The text; <see langword="null"/> where a value in it is missing.</summary>
    public string? Write(ValueFrame frame, WriteContext context)
    {
        if (parts.Count == 1)
        {
            return Write(parts[0], frame, context);
        }

        var text = string.Empty;
        foreach (var part in parts)
        {
            if (Write(part, frame, context) is not { } written)
            {
                return null;
            }

            text += written;
        }

        return text;
    }

    /// <summary>The text as a row: a value that is missing is an empty column.</summary>
    public string WriteRow(ValueFrame frame, WriteContext context, Func<string, string> quote) =>
        string.Concat(parts.Select(part => part.Literal ?? quote(Write(part, frame, context) ?? string.Empty)));

    private static string? Write(Part part, ValueFrame frame, WriteContext context)
    {
        if (part.Literal is not null)
        {
            return part.Literal;
        }

        return part.Value!.Get(frame, context, out var of) is not { } value ? null
            : part.Writer!.Write(value, of) ?? throw new TemplateValueException("bad-value", part.Value.Name, of.Number);
    }

    /// <summary>A piece of a text, bound: a literal, or a value with its format.</summary>
    internal sealed record Part(string? Literal, BoundValue? Value, ValueWriter? Writer, ValueReader? Reader)
    {
        /// <summary>What stands in for the value where the schema demands one and there is none.</summary>
        public string? Sample { get; init; }
    }
}
