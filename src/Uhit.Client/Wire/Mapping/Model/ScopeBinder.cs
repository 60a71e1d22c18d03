using Uhit.Client.Wire.Mapping.Model.Domain;
using Uhit.Client.Wire.Mapping.Model.Json;

namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>Makes the parts of a message of checked JSON.</summary>
internal sealed class ScopeBinder(FieldBinder fields, ProblemList problems)
{
    public ScopeModel Bind(JsonValue value, ScopeDefinition definition, ScopeModel? parent = null)
    {
        var scope = new ScopeModel
        {
            Source = value,
            Definition = definition,
            Each = (value["root"] ?? value["each"]) is { } each ? fields.Paths(each) : [PathModel.Self],
            When = value["when"] is { } when ? fields.Conditions(when) : [],
            Fields = Fields(value, definition),
            Payload = value["payload"] is { } payload ? Payload(payload) : null,
            IsJoined = value["join"]?.Text == "true",
            HasShortDays = value["shortDays"]?.Text == "true",
            Zone = fields.Local,
        };
        CheckEach(value, scope);
        scope = scope with { Children = Children(value, scope) };
        ScopeCheck.Check(scope, parent, problems);
        return scope;
    }

    private List<ScopeModel> Children(JsonValue value, ScopeModel scope)
    {
        var children = new List<ScopeModel>();
        foreach (var child in scope.Definition.Children)
        {
            if (value[child.Name] is { } found)
            {
                foreach (var item in found.OneOrMore)
                {
                    children.Add(Bind(item, child.Definition, scope));
                }
            }
        }

        return children;
    }

    private Dictionary<string, FieldModel> Fields(JsonValue value, ScopeDefinition definition)
    {
        var found = new Dictionary<string, FieldModel>(StringComparer.Ordinal);
        foreach (var field in definition.Fields)
        {
            var at = value;
            foreach (var part in field.Name.Split('.'))
            {
                at = at?[part];
            }

            if (at is not null)
            {
                found[field.Name] = fields.Bind(at, field);
            }
        }

        return found;
    }

    private void CheckEach(JsonValue value, ScopeModel scope)
    {
        foreach (var path in scope.Each)
        {
            if (path.Attribute is not null)
            {
                problems.Add((value["root"] ?? value["each"])!, "An element is expected here, no attribute.");
            }
            else if (scope.Definition.IsMessage && (path.Steps.Count > 1 || value["root"]?.Text is "." or "*"))
            {
                problems.Add(value["root"] ?? value, "`root` is one element: the first of the body. What is deeper is in the paths.");
            }
        }
    }

    private PayloadModel Payload(JsonValue value)
    {
        var separator = value["separator"]?.Text;
        if (separator is not null && separator is not "tab" && separator.Length != 1)
        {
            problems.Add(value["separator"]!, "A separator is one character, or `tab`.");
            separator = null;
        }

        return new PayloadModel
        {
            Path = value["path"] is { } path ? fields.Path(path) : PathModel.Self,
            Encoding = value["encoding"]?.Text ?? "base64",
            Compression = value["compression"]?.Text ?? "none",
            IsCsv = value["format"]?.Text == "csv",
            Separator = separator switch { null => ',', "tab" => '\t', _ => separator[0] },
            Columns = value["columns"] is { } columns ? FieldBinder.Texts(columns) : [],
        };
    }
}
