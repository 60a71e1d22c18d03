using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Domain;

namespace Uhit.Client.Wire.Mapping;

/// <summary>Says what of the domain a contract maps, message after message.</summary>
internal static class ContractCoverage
{
    public static IReadOnlyList<Field> Of(ContractModel model)
    {
        var fields = new List<Field>();
        foreach (var message in model.Messages)
        {
            if (message.Content is { } content)
            {
                Add(message.Name, string.Empty, content.Definition, [content], fields);
            }

            if (message.Answer?.Content is { } answer)
            {
                Add(message.Name + ".answer", string.Empty, answer.Definition, [answer], fields);
            }
        }

        if (model.Fault is { } fault)
        {
            Add("fault", string.Empty, fault.Definition, [fault], fields);
        }

        return fields;
    }

    private static void Add(
        string message, string prefix, ScopeDefinition definition, IReadOnlyList<ScopeModel> scopes, List<Field> fields)
    {
        fields.AddRange(definition.Fields.Select(field => new Field(
            message, prefix + field.Name, field.Description, scopes.Any(scope => scope.Fields.ContainsKey(field.Name)), field.IsRequired)));
        foreach (var child in definition.Children)
        {
            var mapped = scopes.SelectMany(scope => scope.Children).Where(scope => scope.Definition == child.Definition).ToList();
            if (mapped.Count == 0)
            {
                fields.Add(new Field(message, prefix + child.Name, child.Definition.Description, false, child.IsRequired));
            }
            else
            {
                Add(message, $"{prefix}{child.Name}.", child.Definition, mapped, fields);
            }
        }
    }

    /// <summary>Whether a field of the domain is mapped in a message.</summary>
    /// <param name="Message">The message, such as <c>delivery</c>.</param>
    /// <param name="Name">The field from the message down, such as <c>usage.series.readings.quantity</c>.</param>
    /// <param name="Description">What it is.</param>
    /// <param name="IsMapped">Whether the contract maps it.</param>
    /// <param name="IsRequired">Whether the domain needs it.</param>
    internal sealed record Field(string Message, string Name, string Description, bool IsMapped, bool IsRequired);
}
