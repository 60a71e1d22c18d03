namespace Uhit.Contracts.Planning;

/// <summary>What can only be judged of the whole: names that meet, streaming that cannot work, elements that do not exist.</summary>
internal static class PlanChecks
{
    public static void Check(ContractPlan plan, GeneratorOptions options, HashSet<string> streamed, Refusals refusals)
    {
        foreach (var missing in options.Streamed.Except(streamed).Order(StringComparer.Ordinal))
        {
            refusals.Add("--stream", 0, missing, "there is no such element");
        }

        foreach (var missing in options.Structs.Except(plan.Complex.Select(c => c.Name)).Order(StringComparer.Ordinal))
        {
            refusals.Add("--struct", 0, missing, "there is no such type");
        }

        foreach (var type in plan.Complex)
        {
            CheckType(type, refusals);
        }
    }

    private static void CheckType(ComplexPlan type, Refusals refusals)
    {
        if (type.IsStruct && (type.IsPolymorphic || type.Members.Any(e => e.Simple is null || e.IsList)))
        {
            refusals.Add("--struct", 0, type.Name, "only a type whose elements are single simple values can be a struct");
        }

        var seen = false;
        if (type.IsStreaming && (!type.Root.IsFlat || type.IsPolymorphic))
        {
            refusals.Add(
                "--stream",
                0,
                type.Name,
                "only what is in a plain sequence of a type that extends none and is extended by none can be streamed");
        }

        foreach (var element in type.Elements)
        {
            if (element.Streamed && !element.IsList)
            {
                refusals.Add("--stream", 0, $"{type.Name}/{element.XmlName}", "only a repeated element can be streamed");
            }

            if (seen && !element.Streamed)
            {
                refusals.Add(
                    "--stream", 0, $"{type.Name}/{element.XmlName}", "it comes after a streamed element, so it must be streamed too");
            }

            seen |= element.Streamed;
            if (element is { Streamed: false, Complex.IsStreaming: true })
            {
                refusals.Add(
                    "--stream",
                    0,
                    $"{type.Name}/{element.XmlName}",
                    $"its type {element.Complex.Name} is streamed inside, so it must be streamed too");
            }
        }

        if (type.IsStreaming && Reaches(type, type, []))
        {
            refusals.Add("--stream", 0, type.Name, "a type that holds itself cannot be streamed");
        }
    }

    private static bool Reaches(ComplexPlan from, ComplexPlan target, HashSet<ComplexPlan> visited) =>
        from.Streamed.Any(e => e.Complex is { } next && (next == target || (visited.Add(next) && Reaches(next, target, visited))));
}
