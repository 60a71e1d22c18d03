using System.Xml;
using System.Xml.Schema;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Json;

namespace Uhit.Cli.Commands.Contract.Check;

/// <summary>Looks for each path of <c>contract.json</c> in the schema: a name that is mistyped reads nothing, and says nothing.</summary>
internal sealed class PathCheck(XmlSchemaSet schemas, ProblemList problems)
{
    private readonly HashSet<(int Position, string Text)> _told = [];
    private IReadOnlyDictionary<string, string> _namespaces = new Dictionary<string, string>();

    public void Check(ContractModel model)
    {
        _namespaces = model.Namespaces;
        foreach (var message in model.Messages)
        {
            CheckRoot(message.Content);
            CheckRoot(message.Answer?.Content);
        }

        // The operations need not name what may be in a fault.
        if (model.Fault is { Each: [{ Steps: [var first, ..] }, ..] } && SchemaNode.Root(schemas, first) is not null)
        {
            CheckRoot(model.Fault);
        }
    }

    private void CheckRoot(ScopeModel? scope)
    {
        if (scope is null)
        {
            return;
        }

        foreach (var root in scope.Each.Where(path => path.Steps.Count > 0))
        {
            if (SchemaNode.Root(schemas, root.Steps[0]) is { } node)
            {
                CheckInside(scope, Follow(scope.Source, root with { Steps = [.. root.Steps.Skip(1)] }, node));
            }
            else
            {
                Tell(scope.Source["root"] ?? scope.Source, root.Text, $"The schema has no element {root.Text} that a message begins with."
                    + NearestName.Hint(
                        root.Steps[0].Name ?? string.Empty,
                        schemas.GlobalElements.Names.Cast<XmlQualifiedName>().Select(name => name.Name).Distinct()));
            }
        }
    }

    // What is in a payload is described by another schema, or by none.
    private void CheckInside(ScopeModel scope, SchemaNode? node)
    {
        if (node is null)
        {
            return;
        }

        CheckConditions(scope.When, node);

        foreach (var field in scope.Fields.Values)
        {
            CheckField(field, node);
            foreach (var path in field.Paths)
            {
                CheckRepeating(field, path, node, scope);
            }
        }

        foreach (var child in scope.Children)
        {
            if (child.Payload is { } payload)
            {
                Follow(child.Source, payload.Path, node);
                continue;
            }

            foreach (var each in child.Each)
            {
                CheckInside(child, Follow(child.Source, each, node));
            }
        }
    }

    private void CheckConditions(IReadOnlyList<ConditionModel> conditions, SchemaNode node)
    {
        foreach (var condition in conditions.Where(condition => !condition.IsHeader))
        {
            if (Follow(condition.Source, condition.Path, node) is { } end)
            {
                CodeCheck.CheckCondition(condition, end, problems);
                CheckTypes(condition);
            }
        }
    }

    // A type that there is not is the name of no element, and nothing would be read.
    private void CheckTypes(ConditionModel condition)
    {
        if (!condition.Path.IsType)
        {
            return;
        }

        var types = schemas.GlobalTypes.Names.Cast<XmlQualifiedName>()
            .Select(name => (name.Name, Whole: $"{{{name.Namespace}}}{name.Name}")).ToList();
        foreach (var (value, compared) in condition.Is.Zip(condition.ComparedIs).Concat(condition.IsNot.Zip(condition.ComparedIsNot)))
        {
            if (!types.Exists(type => compared == type.Name || compared == type.Whole)
                && !compared.StartsWith($"{{{XmlSchema.Namespace}}}", StringComparison.Ordinal))
            {
                var hint = NearestName.Hint(value[(value.IndexOf(':', StringComparison.Ordinal) + 1)..], types.Select(type => type.Name));
                Tell(condition.Source, value, $"The schema has no type \"{value}\".{hint}");
            }
        }
    }

    private void CheckField(FieldModel field, SchemaNode node)
    {
        foreach (var path in field.Paths)
        {
            if (Follow(field.Source, path, node) is { } end)
            {
                CodeCheck.CheckField(field, end, path, problems);
            }
        }

        CheckConditions(field.Dst, node);

        foreach (var part in new[] { field.Offset, field.Date, field.Time, field.Number, field.ScaleField, field.PowerOfTen })
        {
            if (part is not null)
            {
                CheckField(part, node);
            }
        }
    }

    /// <returns>Where the path ends; <see langword="null"/> where the schema does not say.</returns>
    private SchemaNode? Follow(JsonValue source, PathModel path, SchemaNode from)
    {
        var node = from;
        foreach (var step in path.Steps)
        {
            if (step.Name is null)
            {
                return null;
            }

            var next = node.Child(step);
            if (next is null)
            {
                if (!node.IsOpen)
                {
                    Tell(source, path.Text, node.NamespaceOf(step.Name) is { } other
                        ? $"{path.Text}: {Elsewhere(step.Name, other)}"
                        : $"{path.Text}: the schema has no element {step.Name} there.{NearestName.Hint(step.Name, node.Names)}");
                }

                return null;
            }

            node = next;
        }

        // What says the type of an element, or that it is nil, may stand everywhere.
        if (path.Attribute is { } attribute
            && path.AttributeNamespace != TypeNames.Instance
            && !node.HasAttribute(attribute, path.AttributeNamespace)
            && !node.IsOpen)
        {
            Tell(
                source,
                path.Text,
                $"{path.Text}: the schema has no attribute {attribute} there.{NearestName.Hint("@" + attribute, node.Names)}");
        }

        return node;
    }

    // One value can't come twice. Where parts inside go through the same element, as days with their date, each has its own.
    private void CheckRepeating(FieldModel field, PathModel path, SchemaNode from, ScopeModel scope)
    {
        var node = from;
        for (var depth = 0; depth < path.Steps.Count && node is not null; depth++)
        {
            var step = path.Steps[depth];
            if (step.Name is not null && step.AttributeValue is null && node.Repeats(step)
                && !scope.Children.SelectMany(child => child.Each)
                    .Any(each => each.Steps.Count > depth && each.Steps.Take(depth + 1).SequenceEqual(path.Steps.Take(depth + 1))))
            {
                Tell(field.Source, path.Text + " repeats", $"{path.Text}: the schema lets {step.Name} stand there more than once, and a "
                    + "message with two of them is refused (duplicate-element). "
                    + $"Name the one that is meant by an attribute, {step.Name}[@name='value'], or read it in a part that repeats, by "
                    + "`each`.");
                return;
            }

            node = node.Child(step);
        }
    }

    private string Elsewhere(string name, string ns) => _namespaces.FirstOrDefault(known => known.Value == ns).Key is { } prefix
        ? $"the schema has {name} in another namespace there: write {(prefix.Length == 0 ? name : prefix + ":" + name)}."
        : $"the schema has {name} in the namespace \"{ns}\" there: give that a prefix in `namespaces`, or put it right.";

    private void Tell(JsonValue source, string path, string message)
    {
        if (_told.Add((source.Position, path)))
        {
            problems.Warn(source, message);
        }
    }
}
