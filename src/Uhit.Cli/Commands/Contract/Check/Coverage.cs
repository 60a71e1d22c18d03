using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Cli.Commands.Contract.Check;

/// <summary>What of our domain a part of a message says.</summary>
/// <param name="Part">The part, such as <c>usage.series.readings</c>; empty for the message itself.</param>
/// <param name="Mapped">The fields that are mapped.</param>
/// <param name="Left">The fields that are not.</param>
internal sealed record Coverage(string Part, IReadOnlyList<string> Mapped, IReadOnlyList<string> Left)
{
    public static IReadOnlyList<Coverage> Of(ScopeModel? scope) => scope is null ? [] : [.. Of(scope, string.Empty)];

    private static IEnumerable<Coverage> Of(ScopeModel scope, string part)
    {
        var fields = scope.Definition.Fields.ToLookup(field => scope.Fields.ContainsKey(field.Name), field => field.Name);
        yield return new Coverage(part, [.. fields[true]], [.. fields[false].Concat(NotMapped(scope))]);
        foreach (var child in scope.Children)
        {
            var name = scope.Definition.Children.First(one => one.Definition.Kind == child.Kind).Name;
            foreach (var inside in Of(child, part.Length == 0 ? name : $"{part}.{name}"))
            {
                yield return inside;
            }
        }
    }

    private static IEnumerable<string> NotMapped(ScopeModel scope) =>
        scope.Definition.Children.Where(child => !scope.Children.Any(one => one.Kind == child.Definition.Kind))
            .Select(child => child.Name + "[]");
}
