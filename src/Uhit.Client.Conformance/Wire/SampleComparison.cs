using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Uhit.Client.Wire;

namespace Uhit.Client.Conformance.Wire;

/// <summary>Compares what was read with what was expected, value by value: nothing more, nothing less.</summary>
/// <remarks>Numbers are compared by their value, times by the instant and the offset, all else letter by letter. A series without
/// <c>readings</c> is compared by <c>count</c>, <c>total</c>, <c>first</c> and <c>last</c>.</remarks>
internal sealed class SampleComparison
{
    private const string Readings = "readings";
    private readonly List<SampleDifference> _differences = [];

    public static IReadOnlyList<SampleDifference> Of(JsonObject expected, JsonObject read)
    {
        var comparison = new SampleComparison();
        comparison.Compare(expected, read, string.Empty);
        return comparison._differences;
    }

    private void Compare(JsonNode? expected, JsonNode? read, string field)
    {
        switch (expected, read)
        {
            case (JsonObject expectedObject, JsonObject readObject):
                CompareObjects(expectedObject, readObject, field);
                break;
            case (JsonArray expectedList, JsonArray readList):
                CompareLists(expectedList, readList, field);
                break;
            default:
                if (!IsSame(expected, read))
                {
                    _differences.Add(new SampleDifference(field, $"expected {Show(expected)}, read {Show(read)}{Hint(expected, read)}"));
                }

                break;
        }
    }

    private void CompareObjects(JsonObject expected, JsonObject read, string field)
    {
        if (read[Readings] is JsonArray readings && !expected.ContainsKey(Readings))
        {
            read = Summarised(read, readings, expected);
        }

        foreach (var name in expected.Select(member => member.Key).Union(read.Select(member => member.Key), StringComparer.Ordinal))
        {
            Compare(expected[name], read[name], field.Length == 0 ? name : $"{field}.{name}");
        }
    }

    private void CompareLists(JsonArray expected, JsonArray read, string field)
    {
        if (expected.Count != read.Count)
        {
            _differences.Add(new SampleDifference(field, $"expected {expected.Count} of them, read {read.Count}"));
        }

        for (var i = 0; i < Math.Min(expected.Count, read.Count); i++)
        {
            Compare(expected[i], read[i], $"{field}[{i + 1}]");
        }
    }

    // The count must be named: a series of which nothing is said would be compared with nothing.
    private static JsonObject Summarised(JsonObject series, JsonArray readings, JsonObject expected)
    {
        var short_ = (JsonObject)series.DeepClone();
        short_.Remove(Readings);
        short_["count"] = readings.Count;
        short_["total"] = SampleJson.Number(readings.Sum(reading => decimal.Parse(Parts(reading!)[1], CultureInfo.InvariantCulture)));
        if (readings.Count > 0)
        {
            short_["first"] = readings[0]!.DeepClone();
            short_["last"] = readings[^1]!.DeepClone();
        }

        foreach (var name in new[] { "total", "first", "last" }.Where(name => !expected.ContainsKey(name)))
        {
            short_.Remove(name);
        }

        return short_;
    }

    private static bool IsSame(JsonNode? expected, JsonNode? read)
    {
        if (expected is null || read is null)
        {
            return expected is null && read is null;
        }

        if (expected is not JsonValue || read is not JsonValue || expected.GetValueKind() != read.GetValueKind())
        {
            return false;
        }

        return expected.GetValueKind() switch
        {
            JsonValueKind.Number => IsSameNumber(expected.ToJsonString(), read.ToJsonString()),
            JsonValueKind.String => IsSameText(expected, read),
            _ => expected.ToJsonString() == read.ToJsonString(),
        };
    }

    private static bool IsSameText(JsonNode expected, JsonNode read)
    {
        var (left, right) = (Parts(expected), Parts(read));
        if (expected.GetValue<string>() == read.GetValue<string>())
        {
            return true;
        }

        // A time, or a reading: time, quantity and how it was read.
        return left.Length == right.Length
            && left.Length is 1 or 3
            && IsSameTime(left[0], right[0])
            && (left.Length == 1 || (IsSameNumber(left[1], right[1]) && left[2] == right[2]));
    }

    private static bool IsSameTime(string expected, string read) =>
        XmlText.TryParseDateTime(expected, offsetRequired: true, out var left)
        && XmlText.TryParseDateTime(read, offsetRequired: true, out var right)
        && left.EqualsExact(right);

    private static bool IsSameNumber(string expected, string read) =>
        XmlText.TryParseDecimal(expected, out var left) && XmlText.TryParseDecimal(read, out var right) && left == right;

    private static string[] Parts(JsonNode text) => text.GetValue<string>().Split(' ', 3);

    private static string Show(JsonNode? node) => node switch
    {
        null => "nothing",
        JsonObject => "an object",
        JsonArray list => $"a list of {list.Count}",
        _ when node.GetValueKind() == JsonValueKind.String => $"\"{node.GetValue<string>()}\"",
        _ => node.ToJsonString(),
    };

    private static string Hint(JsonNode? expected, JsonNode? read)
    {
        if (expected?.GetValueKind() != JsonValueKind.String || read?.GetValueKind() != JsonValueKind.String)
        {
            return string.Empty;
        }

        return XmlText.TryParseDateTime(Parts(expected)[0], offsetRequired: true, out var left)
            && XmlText.TryParseDateTime(Parts(read)[0], offsetRequired: true, out var right)
            && left == right
            && !left.EqualsExact(right)
            ? " (the same instant, but the offset from UTC differs)"
            : string.Empty;
    }
}
