namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Reads a time of day: <c>H:mm</c>, <c>HH:mm:ss</c> with a fraction, <c>HHmm</c>, or by a
/// format. 24:00 is the midnight that ends the day.</summary>
internal static class TimeOfDay
{
    private static readonly TimeFormat[] Known =
        [.. new[] { "H:mm", "HH:mm:ss", "HHmm", "HHmmss", "HH:mm:ss.FFFFFFF" }.Select(text => TimeFormat.Parse(text, out _)!)];

    /// <summary>The ticks since midnight; <see langword="null"/> where the text is no time of day.</summary>
    public static long? Parse(ReadOnlySpan<char> text, TimeFormat? format)
    {
        if (format is not null)
        {
            return format.TryParse(text, out var parts) ? parts.Time?.Ticks : null;
        }

        foreach (var known in Known)
        {
            if (known.TryParse(text, out var parts))
            {
                return parts.Time?.Ticks;
            }
        }

        return null;
    }
}
