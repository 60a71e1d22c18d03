using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Uhit.Client.Registration;

/// <summary>Finds in a section of the configuration what its options don't take: names that are no setting, and values that are none of their settings'.</summary>
/// <remarks>The binder leaves some of it out in silence, and tells the rest in words of its own, one at a time.</remarks>
internal static class SettingsCheck
{
    /// <summary>What is wrong, each with the path of its setting and what to write in its place.</summary>
    public static IReadOnlyList<string> Find(IConfigurationSection section, Type options)
    {
        var wrong = new List<string>();
        CheckSection(section, options, wrong);
        return wrong;
    }

    private static void CheckSection(IConfigurationSection section, Type type, List<string> wrong)
    {
        if (section.Value is { Length: > 0 } && !section.GetChildren().Any())
        {
            wrong.Add($"{section.Path} is a section, and not one value: write {{ … }} with its settings ({Names(type)}).");
            return;
        }

        foreach (var child in section.GetChildren())
        {
            if (Properties(type).FirstOrDefault(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                CheckSetting(child, Nullable.GetUnderlyingType(found.PropertyType) ?? found.PropertyType, wrong);
            }
            else
            {
                var meant = NearestName.Of(child.Key, Properties(type).Select(property => property.Name));
                wrong.Add($"{child.Path} is no setting. {(meant is null ? $"The settings there are {Names(type)}." : $"Did you mean {meant}?")}");
            }
        }
    }

    private static void CheckSetting(IConfigurationSection setting, Type type, List<string> wrong)
    {
        if (ItemOf(type) is { } item)
        {
            if (setting.Value is { Length: > 0 } && !setting.GetChildren().Any())
            {
                wrong.Add($"{setting.Path} is a list: write it in square brackets, also where it has one value only.");
            }

            foreach (var child in setting.GetChildren())
            {
                CheckSetting(child, item, wrong);
            }
        }
        else if (type == typeof(IDictionary<string, string>))
        {
            CheckNamedValues(setting, wrong);
        }
        else if (!SettingValue.IsSimple(type))
        {
            CheckSection(setting, type, wrong);
        }
        else if (setting.GetChildren().Any())
        {
            wrong.Add($"{setting.Path} is one value, and not a section or a list.");
        }
        else if (setting.Value is { Length: > 0 } value && SettingValue.Refuse(type, value) is { } rule)
        {
            wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{setting.Path} is \"{DisplayText.Cut(value, 40)}\": {rule}"));
        }
    }

    // Secrets: no value is ever shown.
    private static void CheckNamedValues(IConfigurationSection setting, List<string> wrong)
    {
        if (setting.Value is { Length: > 0 } && !setting.GetChildren().Any())
        {
            wrong.Add($"{setting.Path} is a section, and not one value: write {{ … }} with a name and a value for each.");
        }

        wrong.AddRange(setting.GetChildren().Where(child => child.GetChildren().Any()).Select(child => $"{child.Path} is one value, and not a section or a list."));
    }

    private static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>) ? type.GetGenericArguments()[0] : null;

    private static PropertyInfo[] Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static string Names(Type type) => string.Join(", ", Properties(type).Select(property => property.Name).Order(StringComparer.Ordinal));
}
