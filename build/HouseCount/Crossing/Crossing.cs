namespace HouseCount.Crossing;

/// <summary>One call that reached the end of a measurement.</summary>
/// <param name="Chain">The types that have a method in the chain of calls, outermost first.</param>
/// <param name="Awaited">The types of which a method that returns a task was called before.</param>
/// <param name="Entered">All types of which any method was called before.</param>
internal sealed record Crossing(IReadOnlyList<string> Chain, IReadOnlyList<string> Awaited, IReadOnlyList<string> Entered)
{
    public static Crossing Read(string[] methods, string[] entered)
    {
        // What runs around it, such as the host that had started it, is below the type that it begins with.
        var first = entered[0].TrimEnd(Trace.Awaited) + "::";
        var from = Array.FindIndex(methods, method => method.StartsWith(first, StringComparison.Ordinal));
        return new Crossing(
            [.. methods.Skip(from).Select(method => NameOf(method[..method.IndexOf("::", StringComparison.Ordinal)])).Distinct()],
            [.. entered.Where(type => type.EndsWith(Trace.Awaited)).Select(NameOf).Distinct()],
            [.. entered.Select(NameOf).Where(type => !type.StartsWith('<')).Distinct()]);
    }

    private static string NameOf(string type) => type.TrimEnd(Trace.Awaited).Split('.')[^1].Split('`')[0];
}
