using Uhit.Client.Wire.Mapping.Model.Domain;
using Uhit.Client.Wire.Mapping.Model.Json;

namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>What can be said of a part of a message before any message is read.</summary>
internal static class ScopeCheck
{
    public static void Check(ScopeModel scope, ScopeModel? parent, ProblemList problems)
    {
        foreach (var field in scope.Definition.Fields)
        {
            if (field.IsRequired && !scope.Fields.ContainsKey(field.Name))
            {
                problems.Add(scope.Source, $"\"{field.Name}\" is not mapped: {field.Description} Give a path, or a `const`.");
            }
        }

        switch (scope.Kind)
        {
            case ScopeKind.NoData when scope.When.Count == 0 && scope.Fields.Values.All(field => field.Paths.Count == 0):
                problems.Add(scope.Source, "Nothing here is in the message, so each ESI ID would be without usage. Add `when`, or a path.");
                break;
            case ScopeKind.Delivery:
                CheckParts(scope, problems);
                break;
            case ScopeKind.Usage when !scope.Children.Any(child => child.Kind is ScopeKind.Bill or ScopeKind.Series):
                problems.Add(scope.Source, "Neither `bills` nor `series` is mapped, so no usage would be read.");
                break;
            case ScopeKind.Reading:
                CheckReading(scope, parent!, problems);
                break;
            default:
                break;
        }
    }

    private static void CheckParts(ScopeModel scope, ProblemList problems)
    {
        if (scope.Fields.ContainsKey("partNumber") != scope.Fields.ContainsKey("partCount"))
        {
            problems.Add(scope.Source, "`partNumber` and `partCount` go together.");
        }

        else if (scope.Fields.ContainsKey("partNumber") && !scope.Fields.ContainsKey("deliveryId"))
        {
            problems.Add(scope.Source, "Parts need a `deliveryId`, which says what they are parts of.");
        }
    }

    private static void CheckReading(ScopeModel scope, ScopeModel series, ProblemList problems)
    {
        bool Has(string name) => scope.Fields.ContainsKey(name) || series.Fields.ContainsKey(name);
        var end = scope.Fields.GetValueOrDefault("end");
        var start = scope.Fields.GetValueOrDefault("start");
        if (!Has("intervalMinutes") && (end is null || start is null))
        {
            problems.Add(series.Source, "\"intervalMinutes\" is not mapped: give it, or `start` and `end` of each reading.");
        }

        if (end is null && start is null && !series.Fields.ContainsKey("date") && !series.Fields.ContainsKey("start"))
        {
            problems.Add(scope.Source, "Nothing says when a reading is: give `end` or `start` here, or `date` or `start` in the series.");
        }

        foreach (var time in new[] { end, start })
        {
            if (time is { Date: null } && (time.Time ?? time.Number) is not null && !series.Fields.ContainsKey("date"))
            {
                problems.Add(time.Source, "This is a time or number only: which day? Add its `date`, or the `date` of the series.");
            }
        }
    }
}
