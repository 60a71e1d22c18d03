using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Domain;

namespace Uhit.Client.Wire.Mapping.Writing.Derivation;

/// <summary>Parts of a message that read the same in other words, such as bills and bills that are cancelled: one
/// of them is written, or it would be said twice.</summary>
internal static class RepeatedScopes
{
    /// <summary>Whether all that a part says is said by one before it.</summary>
    public static bool SaysNoMore(ScopeModel scope, IEnumerable<ScopeModel> before) =>
        before.Where(other => other.Kind == scope.Kind).Any(other => scope.Kind switch
        {
            ScopeKind.Bill => scope.Fields.Keys.All(other.Fields.ContainsKey) && Takes(other, Constants(scope)),
            ScopeKind.Series => Takes(other, SeriesConstants.Of(scope).Concat(Constants(scope)))
                && SeriesConstants.Of(other).All(constant => SeriesConstants.Of(scope).Contains(constant)),
            _ => false,
        });

    // What is always so in one is so, or is said, in the other.
    private static bool Takes(ScopeModel other, IEnumerable<KeyValuePair<string, string>> constants)
    {
        var known = constants.ToLookup(constant => constant.Key, constant => constant.Value);
        return Constants(other).All(constant => known[constant.Key].Contains(constant.Value));
    }

    private static IEnumerable<KeyValuePair<string, string>> Constants(ScopeModel scope) =>
        scope.Fields.Where(field => field.Value.Const is not null)
            .Select(field => KeyValuePair.Create(field.Key, field.Value.Const!)).Concat(scope.Children.SelectMany(Constants));
}
