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
        ScopeKind.Series when scope.Fields.ContainsKey("date") => ["series", "day"],
        ScopeKind.Series when scope.Fields.ContainsKey("start") => ["series", "run"],
        ScopeKind.Series => ["series"],
        _ => ["reading"],
    };

    /// <summary>The name of a field's value; <see langword="null"/> where the value says how others are read.</summary>
    public static string? Of(ScopeModel scope, string field) => (scope.Kind, field) switch
    {
        (ScopeKind.Series, "date") => "day.date",
        (ScopeKind.Series, "start") => "run.start",
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
