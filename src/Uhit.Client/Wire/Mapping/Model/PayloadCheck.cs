namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>Checks that it is known in which form a payload is, before it is opened.</summary>
internal static class PayloadCheck
{
    public static void Check(ContractModel model, Json.ProblemList problems)
    {
        foreach (var message in model.Messages.Where(message => message.Content is not null))
        {
            var payloads = PayloadsOf(message.Content!, []).ToList();
            payloads.ForEach(payload => ColumnCheck.Check(payload.Scope, problems));
            CheckForms(payloads, problems);
            CheckConditions(message.Content!, payloads, problems);
        }
    }

    private static void CheckForms(List<(ScopeModel Scope, List<PathStep> Path)> payloads, Json.ProblemList problems)
    {
        for (var i = 1; i < payloads.Count; i++)
        {
            var (scope, path) = payloads[i];
            if (payloads.Take(i).Any(other => other.Path.SequenceEqual(path) && !other.Scope.Payload!.IsSameForm(scope.Payload!)))
            {
                problems.Add(
                    scope.Source["payload"]!,
                    "Another part of this message has the same element as a payload of another form. Write the same `payload` in both, "
                    + "or make two forms of the message, each with a `when`.");
            }
        }
    }

    private static void CheckConditions(
        ScopeModel message, List<(ScopeModel Scope, List<PathStep> Path)> payloads, Json.ProblemList problems)
    {
        foreach (var condition in message.When.Where(condition => !condition.IsHeader))
        {
            var steps = condition.Path.Steps;
            if (payloads.Exists(payload => payload.Path.Count > 0 && steps.Take(payload.Path.Count).SequenceEqual(payload.Path)
                && (steps.Count > payload.Path.Count || (condition.Path.Attribute is null && condition.Exists is null))))
            {
                problems.Add(
                    condition.Source, "This stands inside the payload, which is opened only when it is known which message it is. Name "
                        + "what stands before the payload.");
            }
        }

        // Whether something is absent is known for attributes of the root at once, for elements only at the end.
        if (payloads.Count > 0 && message.When.Count > 0
            && message.When.All(condition =>
                condition is { IsHeader: false, Exists: false } && condition.Path is not { Steps: [], Attribute: not null }))
        {
            problems.Add(
                message.When[0].Source,
                "That an element is absent is known only at the end of the message, but which message it is must be known before its "
                + "payload is opened. "
                + "Add a condition on what stands before the payload.");
        }
    }

    private static IEnumerable<(ScopeModel Scope, List<PathStep> Path)> PayloadsOf(ScopeModel scope, List<PathStep> around)
    {
        foreach (var child in scope.Children)
        {
            if (child.Payload is { } payload)
            {
                yield return (child, [.. around, .. payload.Path.Steps]);
                continue;
            }

            foreach (var each in child.Each)
            {
                foreach (var found in PayloadsOf(child, [.. around, .. each.Steps]))
                {
                    yield return found;
                }
            }
        }
    }
}
