using Uhit.Client.Wire.Mapping;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Domain;
using Uhit.Client.Wire.Mapping.Model.Json;
using Uhit.Client.Wire.Mapping.Writing;

namespace Uhit.Cli.Commands.Contract.Check;

/// <summary>Tables of codes: what they turn codes into, and the codes of the schema that they leave out.</summary>
internal sealed class CodeCheck(ContractModel model, JsonValue root, ProblemList problems)
{
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>Looks at the targets of all tables, and at tables that nobody uses.</summary>
    public void Check(MappedTemplates templates)
    {
        foreach (var scope in model.Messages.SelectMany(message => new[] { message.Content, message.Answer?.Content })
            .Append(model.Fault).OfType<ScopeModel>())
        {
            CheckScope(scope);
        }

        foreach (var element in templates.All
            .SelectMany(template => template.Compiled.Source.Descendants().Prepend(template.Compiled.Source)))
        {
            _used.UnionWith(TablesOf(element));
        }

        foreach (var table in root["codes"]?.Members ?? [])
        {
            if (!_used.Contains(table.Name))
            {
                problems.Warn(
                    table.Value, $"Nothing uses the table \"{table.Name}\". A field names it by `codes`, a template by uhit:codes.");
            }
        }
    }

    /// <summary>Tells the codes of the schema that a field would pass on as they are.</summary>
    public static void CheckField(FieldModel field, SchemaNode node, PathModel path, ProblemList problems)
    {
        if (field.Definition.Type is not (FieldType.Code or FieldType.ClosedCode) || field.Definition.Codes.Length == 0
            || node.CodesOf(path.Attribute, path.AttributeNamespace) is not { } codes || field.Codes?.Others is not null)
        {
            return;
        }

        var left = codes.Where(code => !field.Missing.Contains(code) && !IsRead(field, code)).ToList();
        if (left.Count > 0)
        {
            var turn = field.Codes is { } table ? $"the table \"{table.Name}\" does not turn" : "no table turns";
            var follows = field.Definition.Type == FieldType.ClosedCode
                ? "A message with one is refused"
                : "They are kept as they come, and stand for nothing";
            problems.Warn(
                field.Source["codes"] ?? field.Source,
                $"The schema has codes that {turn} into ours: {string.Join(", ", left)}. "
                    + $"{follows}. Ours: {string.Join(", ", field.Definition.Codes)}; `*` is all others.");
        }
    }

    /// <summary>Tells the values of a condition that the schema has not.</summary>
    public static void CheckCondition(ConditionModel condition, SchemaNode node, ProblemList problems)
    {
        if (node.CodesOf(condition.Path.Attribute, condition.Path.AttributeNamespace) is not { } codes)
        {
            return;
        }

        foreach (var value in condition.Is.Concat(condition.IsNot).Where(value => !codes.Contains(value)))
        {
            problems.Warn(
                condition.Source["is"] ?? condition.Source["isNot"] ?? condition.Source,
                $"The schema never has \"{value}\" there, only {string.Join(", ", codes)}.{NearestName.Hint(value, codes)}");
        }
    }

    private static bool IsRead(FieldModel field, string code) =>
        field.Codes is { } table ? table.ToOurs.ContainsKey(code) : field.Definition.Codes.Contains(code);

    private static IEnumerable<string> TablesOf(TemplateElement element)
    {
        var formats = element.Text.Concat(element.Attributes.SelectMany(attribute => attribute.Value))
            .Select(part => part.Literal is null ? part.Format : null).OfType<string>();
        return formats
            .SelectMany(format => format.Split('|', StringSplitOptions.TrimEntries))
            .Where(format => format.StartsWith("codes(", StringComparison.Ordinal))
            .Select(format => format[6..].TrimEnd(')').Trim()).Append(element.Marks.Codes).OfType<string>();
    }

    private void CheckScope(ScopeModel scope)
    {
        foreach (var field in scope.Fields.Values)
        {
            if (field.Codes is { } table)
            {
                _used.Add(table.Name);
                CheckTargets(field, table);
            }
        }

        foreach (var child in scope.Children)
        {
            CheckScope(child);
        }
    }

    // Of a closed code it is an error, which the loading tells.
    private void CheckTargets(FieldModel field, CodeTable table)
    {
        if (field.Definition.Type != FieldType.Code || field.Definition.Codes.Length == 0 || root["codes"]?[table.Name] is not { } source)
        {
            return;
        }

        foreach (var code in source.Members.Where(code => !field.Definition.Codes.Contains(code.Value.Text)))
        {
            problems.Warn(code.Value, $"\"{code.Value.Text}\" is no {field.Definition.Name} that we know: it is kept, and stands for "
                + $"nothing. Ours: {string.Join(", ", field.Definition.Codes)}."
                + NearestName.Hint(code.Value.Text, field.Definition.Codes));
        }
    }
}
