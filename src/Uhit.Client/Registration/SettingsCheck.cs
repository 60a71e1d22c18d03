using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Uhit.Client.Registration;

/// <summary>Finds in a section of the configuration what its options don't take: names that are no setting,
/// and values that are none of their settings'.</summary>
/// <remarks>The binder leaves some of it out in silence, and tells the rest in words of its own, one at a time.</remarks>
internal sealed class SettingsCheck
{
    private readonly IConfigurationSection _root;
    private readonly string[] _settings;
    private readonly List<string> _wrong = [];

    private SettingsCheck(IConfigurationSection root, Type options)
    {
        _root = root;
        _settings = [.. SettingsOf(options, string.Empty)];
    }

    /// <summary>What is wrong, each with the path of its setting and what to write in its place.</summary>
    public static IReadOnlyList<string> Find(IConfigurationSection section, Type options)
    {
        var check = new SettingsCheck(section, options);
        check.CheckSection(section, options);
        return check._wrong;
    }

    private void CheckSection(IConfigurationSection section, Type type)
    {
        if (section.Value is { Length: > 0 } && !section.GetChildren().Any())
        {
            _wrong.Add($"{section.Path} is a section, and not one value: write {{ … }} with its settings ({Names(type)}).");
            return;
        }

        foreach (var child in section.GetChildren())
        {
            if (Properties(type)
                .FirstOrDefault(property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                CheckSetting(child, Nullable.GetUnderlyingType(found.PropertyType) ?? found.PropertyType);
            }
            else
            {
                var meant = MeantBy(child, type);
                _wrong.Add(
                    $"{child.Path} is no setting. {(meant is null ? $"The settings there are {Names(type)}." : $"Did you mean {meant}?")}");
            }
        }
    }

    private void CheckSetting(IConfigurationSection setting, Type type)
    {
        if (ItemOf(type) is { } item)
        {
            // An empty list clears nothing that another source sets, and whoever writes one may
            // mean "nobody": not, say, the system's roots.
            if (setting.Value is { } value && !setting.GetChildren().Any())
            {
                _wrong.Add(
                    value.Length > 0
                        ? $"{setting.Path} is a list: write it in square brackets, also where it has one value only."
                        : $"{setting.Path} is an empty list: leave it out, or write what belongs in it.");
            }

            foreach (var child in setting.GetChildren())
            {
                CheckSetting(child, item);
            }
        }
        else if (type == typeof(IDictionary<string, string>))
        {
            CheckNamedValues(setting);
        }
        else if (!SettingValue.IsSimple(type))
        {
            CheckSection(setting, type);
        }
        else if (setting.GetChildren().Any())
        {
            _wrong.Add($"{setting.Path} is one value, and not a section or a list.");
        }
        else if (setting.Value is { Length: > 0 } value && SettingValue.Refuse(type, value) is { } rule)
        {
            _wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{setting.Path} is \"{DisplayText.Cut(value, 40)}\": {rule}"));
        }
    }

    // Secrets: no value is ever shown.
    private void CheckNamedValues(IConfigurationSection setting)
    {
        if (setting.Value is { Length: > 0 } && !setting.GetChildren().Any())
        {
            _wrong.Add($"{setting.Path} is a section, and not one value: write {{ … }} with a name and a value for each.");
        }

        _wrong.AddRange(setting.GetChildren()
            .Where(child => child.GetChildren().Any())
            .Select(child => $"{child.Path} is one value, and not a section or a list."));
    }

    // A setting of the same name in a section below goes before a typing error, and that before a setting of the same name elsewhere.
    private string? MeantBy(IConfigurationSection unknown, Type type)
    {
        var place = unknown.Path[(_root.Path.Length + 1)..^unknown.Key.Length];
        var same =
            _settings.Where(path => path[(path.LastIndexOf(':') + 1)..].Equals(unknown.Key, StringComparison.OrdinalIgnoreCase)).ToList();
        var below = same.FindAll(path => path.StartsWith(place, StringComparison.OrdinalIgnoreCase));
        return Choice(below) ?? NearestName.Of(unknown.Key, Properties(type).Select(property => property.Name)) ?? Choice(same);
    }

    private static string? Choice(List<string> paths) => paths.Count == 0 ? null : string.Join(" or ", paths);

    private static IEnumerable<string> SettingsOf(Type type, string way) =>
        from property in Properties(type)
        let path = way + property.Name
        let item = ItemOf(property.PropertyType)
        from setting in IsSection(item ?? property.PropertyType)
            ? SettingsOf(item ?? property.PropertyType, item is null ? path + ":" : path + ":0:")
            : [path]
        select setting;

    private static bool IsSection(Type type) =>
        type != typeof(IDictionary<string, string>) && !SettingValue.IsSimple(Nullable.GetUnderlyingType(type) ?? type);

    private static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>) ? type.GetGenericArguments()[0] : null;

    private static PropertyInfo[] Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static string Names(Type type) =>
        string.Join(", ", Properties(type).Select(property => property.Name).Order(StringComparer.Ordinal));
}
