using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Domain;

namespace Uhit.Client.Wire.Mapping;

/// <summary>Says what of the domain a contract maps, message after message.</summary>
internal static class ContractCoverage
{
    public static IReadOnlyList<FieldCoverage> Of(ContractModel model)
    {
        var fields = new List<FieldCoverage>();
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
        string message, string prefix, ScopeDefinition definition, IReadOnlyList<ScopeModel> scopes, List<FieldCoverage> fields)
    {
        fields.AddRange(definition.Fields.Select(field => new FieldCoverage(
            message, prefix + field.Name, field.Description, scopes.Any(scope => scope.Fields.ContainsKey(field.Name)), field.IsRequired)));
        foreach (var child in definition.Children)
        {
            var mapped = scopes.SelectMany(scope => scope.Children).Where(scope => scope.Definition == child.Definition).ToList();
            if (mapped.Count == 0)
            {
                fields.Add(new FieldCoverage(message, prefix + child.Name, child.Definition.Description, false, child.IsRequired));
            }
            else
            {
                Add(message, $"{prefix}{child.Name}.", child.Definition, mapped, fields);
            }
        }
    }
}
