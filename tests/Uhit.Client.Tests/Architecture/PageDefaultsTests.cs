using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Uhit.Client.Tests.Architecture;

/// <summary>Where a page says a setting with its default, as in <c>`Callback:Lease` (30 s)</c>, that is the default.</summary>
public partial class PageDefaultsTests
{
    private static readonly Dictionary<string, double> Units = new()
    {
        [""] = 1,
        ["s"] = 1,
        ["seconds"] = 1,
        ["min"] = 60,
        ["minute"] = 60,
        ["minutes"] = 60,
        ["hour"] = 3600,
        ["hours"] = 3600,
        ["days"] = 86400,
        ["KiB"] = 1024,
        ["MiB"] = 1024 * 1024,
        ["GiB"] = 1024 * 1024 * 1024,
    };

    [Fact]
    public void Defaults_AreThoseOfTheOptions()
    {
        var stated = (from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
                      let text = File.ReadAllText(file)
                      from Match match in Stated().Matches(text).Concat(Row().Matches(text))
                      let actual = DefaultOf(match.Groups["name"].Value.Split(':'))
                      where actual is not null
                      let value = double.Parse(
                          match.Groups["number"].Value.Replace(",", "", StringComparison.Ordinal),
                          CultureInfo.InvariantCulture) * Units[match.Groups["unit"].Value]
                      select (Text: $"{Path.GetFileName(file)}: {match.Value}", value, actual.Value)).ToArray();

        Assert.InRange(stated.Length, 60, int.MaxValue);
        Assert.All(
            stated, default_ => Assert.True(default_.value == default_.Value, $"{default_.Text}, but the default is {default_.Value}"));
    }

    private static double? DefaultOf(string[] path)
    {
        object? value = new UhitClientOptions();
        foreach (var name in path)
        {
            value = value?.GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance)?.GetValue(value);
        }

        return value switch
        {
            TimeSpan time => time.TotalSeconds,
            int or long or double => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    [GeneratedRegex(@"`(?<name>[A-Z]\w+(:[A-Z]\w+)*)` \((?<number>[\d,.]*\d) ?(?<unit>s|seconds|min|minutes|hours|days|KiB|MiB|GiB|)\b")]
    private static partial Regex Stated();

    [GeneratedRegex(
        @"^\| `(?<name>[A-Z]\w+(:[A-Z]\w+)*)` \| (?<number>[\d,.]*\d) ?(?<unit>s|seconds|min|minutes?|hours?|days|KiB|MiB|GiB|) \|",
        RegexOptions.Multiline)]
    private static partial Regex Row();
}
