using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Uhit.Client.Wire.Mapping.Model.Shapes;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>Writes a shape as JSON schema, so that an editor completes and explains what it knows.</summary>
internal sealed class JsonSchemaWriter
{
    private static readonly JsonSerializerOptions Options =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };
    private readonly SortedDictionary<string, JsonObject?> _definitions = new(StringComparer.Ordinal);

    public static byte[] Write(ObjectShape root, string title)
    {
        var writer = new JsonSchemaWriter();
        var schema = writer.OfObject(root);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", title);
        var definitions = new JsonObject();
        foreach (var (name, definition) in writer._definitions)
        {
            definitions[name] = definition;
        }

        schema["$defs"] = definitions;
        return Encoding.UTF8.GetBytes(schema.ToJsonString(Options) + "\n");
    }

    private JsonObject OfObject(ObjectShape shape)
    {
        var properties = new JsonObject();
        foreach (var member in shape.Members)
        {
            var property = Of(member.Shape);
            property["description"] = member.Description;
            properties[member.Name] = property;
        }

        var schema = new JsonObject
        {
            ["description"] = shape.Description,
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        if (shape.Members.Where(member => member.IsRequired).Select(member => (JsonNode)member.Name).ToArray() is { Length: > 0 } required)
        {
            schema["required"] = new JsonArray(required);
        }

        return schema;
    }

    private JsonObject Of(Shape shape)
    {
        var choices = new List<JsonObject>();
        if (shape.IsText)
        {
            choices.Add(shape.Words is { } words
                ? new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) }
                : new JsonObject { ["type"] = "string" });
        }

        if (shape.IsNumber)
        {
            choices.Add(new JsonObject { ["type"] = "number" });
        }

        if (shape.IsBoolean)
        {
            choices.Add(new JsonObject { ["type"] = "boolean" });
        }

        if (shape.Object is { } known)
        {
            Define(known);
            choices.Add(new JsonObject { ["$ref"] = "#/$defs/" + known.Name });
        }

        if (shape.Entry is { } entry)
        {
            choices.Add(new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(entry) });
        }

        if (shape.Item is { } item)
        {
            choices.Add(new JsonObject { ["type"] = "array", ["items"] = Of(item) });
        }

        return choices.Count switch
        {
            0 => [],
            1 => choices[0],
            _ => new JsonObject { ["anyOf"] = new JsonArray([.. choices]) },
        };
    }

    private void Define(ObjectShape shape)
    {
        if (_definitions.TryAdd(shape.Name, null))
        {
            _definitions[shape.Name] = OfObject(shape);
        }
    }
}
