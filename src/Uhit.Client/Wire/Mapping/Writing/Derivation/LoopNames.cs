using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Domain;

namespace Uhit.Client.Wire.Mapping.Writing.Derivation;

/// <summary>The loops of a template that stand for a part of a message, and the names of its values.</summary>
internal static class LoopNames
{
    /// <summary>The loops, from the outside in.</summary>
    public static string[] Of(ScopeModel parent, ScopeModel scope) => scope.Kind switch
    {
        ScopeKind.Line => ["line"],
        // What has no element or row of its own does not take away the one that it is in.
        ScopeKind.Error => [(parent.Kind == ScopeKind.Line ? "reason" : "error") + (scope.Each[0].Steps.Count == 0 ? "?" : string.Empty)],
        ScopeKind.Usage => ["usage"],
        ScopeKind.Bill => ["bill"],

        // Readings that have no day of their own, or nothing but their order, are parted so that both can be said.
        ScopeKind.Series when PieceOf(scope) is { } piece => ["series", piece],
        ScopeKind.Series => ["series"],
        _ => ["reading"],
    };

    /// <summary>The pieces in which a series is written; <see langword="null"/> for one piece. Without times a reading that is missing
    /// can't be told: what is written is what its reader takes.</summary>
    public static string? PieceOf(ScopeModel scope)
    {
        var hasTimes = scope.Children.Any(reading => reading.Fields.ContainsKey("end") || reading.Fields.ContainsKey("start"));
        var isDay = scope.Fields.ContainsKey("date");
        return !isDay && !scope.Fields.ContainsKey("start") ? null
            : hasTimes ? (isDay ? "day" : "run")
            : scope.HasShortDays ? (isDay ? "dayStart" : "run")
            : isDay ? "wholeDay" : "wholeRun";
    }

    /// <summary>The name of a field's value; <see langword="null"/> where the value says how others are read.</summary>
    public static string? Of(ScopeModel scope, string field) => (scope.Kind, field) switch
    {
        (ScopeKind.Series, "date" or "start") => $"{PieceOf(scope)}.{field}",
        (ScopeKind.Series, "scale") => null,
        (ScopeKind.Reading, "end" or "start" or "quantity" or "readType") => "reading." + field,
        (ScopeKind.Reading or ScopeKind.Series, _) => "series." + field,
        (ScopeKind.NoData, _) => "usage.noData." + field,
        (ScopeKind.Line, _) => "line." + field,
        (ScopeKind.Usage, _) => "usage." + field,
        (ScopeKind.Bill, _) => "bill." + field,
        _ => field,
    };
}
