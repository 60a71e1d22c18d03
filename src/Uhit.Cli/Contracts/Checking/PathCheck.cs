using System.Xml.Schema;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Json;

namespace Uhit.Cli.Contracts.Checking;

/// <summary>Looks for each path of <c>contract.json</c> in the schema: a name that is mistyped reads nothing, and says nothing.</summary>
internal sealed class PathCheck(XmlSchemaSet schemas, ProblemList problems)
{
    private readonly HashSet<(int Position, string Text)> _told = [];

    public void Check(ContractModel model)
    {
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
                    + NearestName.Hint(root.Steps[0].Name ?? string.Empty, schemas.GlobalElements.Names.Cast<System.Xml.XmlQualifiedName>().Select(name => name.Name).Distinct()));
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
                    Tell(source, path.Text, $"{path.Text}: the schema has no element {step.Name} there.{NearestName.Hint(step.Name, node.Names)}");
                }

                return null;
            }

            node = next;
        }

        if (path.Attribute is { } attribute && !node.HasAttribute(attribute, path.AttributeNamespace) && !node.IsOpen)
        {
            Tell(source, path.Text, $"{path.Text}: the schema has no attribute {attribute} there.{NearestName.Hint("@" + attribute, node.Names)}");
        }

        return node;
    }

    private void Tell(JsonValue source, string path, string message)
    {
        if (_told.Add((source.Position, path)))
        {
            problems.Warn(source, message);
        }
    }
}
