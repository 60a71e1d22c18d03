using System.Globalization;

namespace Uhit.Client.Registration;

/// <summary>Says of a setting's text what to write in its place, where it is no value of the setting's type.</summary>
internal static class SettingValue
{
    private const string Duration =
        "write a duration as hours:minutes:seconds, such as 00:05:00, or with days before it, such as 1.00:00:00.";

    public static bool IsSimple(Type type) =>
        type.IsEnum || type.IsPrimitive || type == typeof(string) || type == typeof(TimeSpan) || type == typeof(DateOnly)
        || type == typeof(Uri);

    /// <summary>What to write; <see langword="null"/> where the text is a value.</summary>
    public static string? Refuse(Type type, string text)
    {
        if (type.IsEnum)
        {
            var names = Enum.GetNames(type).Where(name => name != nameof(UhitEnvironment.Unspecified)).ToArray();
            return names.Contains(text, StringComparer.OrdinalIgnoreCase)
                ? null
                : $"write {Choices(names)}.{Meant(NearestName.Of(text, names))}";
        }

        if (type == typeof(TimeSpan))
        {
            return RefuseDuration(text);
        }

        if (type == typeof(DateOnly))
        {
            return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                ? null
                : "write a date as year-month-day, such as 2026-01-01.";
        }

        if (type == typeof(bool))
        {
            return bool.TryParse(text, out _) ? null : "write true or false.";
        }

        if (type == typeof(double))
        {
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? null
                : "write a number, such as 0.5.";
        }

        if (type == typeof(int))
        {
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
                ? null
                : $"write a whole number of {int.MaxValue} at most.";
        }

        return type != typeof(long) || long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? null
            : "write a whole number.";
    }

    // .NET reads "30" as thirty days, and "24:00:00" as twenty-four days.
    private static string? RefuseDuration(string text)
    {
        if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration))
        {
            return Duration;
        }

        var first = text.TrimStart('-').Split([':', '.'], 2)[0];
        var isAmbiguous = duration.Days != 0 && !text.Contains('.', StringComparison.Ordinal);
        return isAmbiguous ? $"it would be read as {first} days. {char.ToUpperInvariant(Duration[0])}{Duration[1..]}" : null;
    }

    private static string Choices(string[] names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} or {names[^1]}";

    private static string Meant(string? name) => name is null ? string.Empty : $" Did you mean {name}?";
}
