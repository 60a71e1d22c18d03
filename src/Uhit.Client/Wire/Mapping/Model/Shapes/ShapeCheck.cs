using System.Text.Json;
using Uhit.Client.Wire.Mapping.Model.Json;

namespace Uhit.Client.Wire.Mapping.Model.Shapes;

/// <summary>Holds a JSON value against its shape, and tells everything that does not fit.</summary>
internal static class ShapeCheck
{
    public static void Check(JsonValue value, Shape shape, ProblemList problems)
    {
        if (shape.IsAny)
        {
            return;
        }

        switch (value.Kind)
        {
            case JsonValueKind.String when shape.IsText:
                CheckWord(value, shape, problems);
                break;
            case JsonValueKind.Number when shape.IsNumber:
            case JsonValueKind.True or JsonValueKind.False when shape.IsBoolean:
                break;
            case JsonValueKind.Array when shape.Item is { } item:
                value.Items.ForEach(each => Check(each, item, problems));
                break;
            case JsonValueKind.Object when shape.Object is { } known:
                CheckObject(value, known, problems);
                break;
            case JsonValueKind.Object when shape.Entry is { } entry:
                value.Members.ForEach(member => Check(member.Value, entry, problems));
                break;
            default:
                problems.Add(value, $"{Describe(value.Kind)} can't stand here: {Expected(shape)} is expected.");
                break;
        }
    }

    private static void CheckWord(JsonValue value, Shape shape, ProblemList problems)
    {
        if (shape.Words is { } words && !words.Contains(value.Text))
        {
            problems.Add(value, $"\"{value.Text}\" is not known here.{NearestName.Hint(value.Text, words)}");
        }
    }

    private static void CheckObject(JsonValue value, ObjectShape shape, ProblemList problems)
    {
        foreach (var member in value.Members)
        {
            if (shape.Members.FirstOrDefault(known => known.Name == member.Name) is { } found)
            {
                Check(member.Value, found.Shape, problems);
            }
            else
            {
                var hint = NearestName.Hint(member.Name, shape.Members.Select(known => known.Name));
                problems.Add(member.Position, member.Value.Path, $"\"{member.Name}\" is not known here.{hint}");
            }
        }

        foreach (var missing in shape.Members.Where(known => known.IsRequired && value[known.Name] is null))
        {
            problems.Add(value, $"\"{missing.Name}\" is missing: {missing.Description}");
        }
    }

    private static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "A text",
        JsonValueKind.Number => "A number",
        JsonValueKind.True or JsonValueKind.False => "A boolean",
        JsonValueKind.Object => "An object",
        JsonValueKind.Array => "A list",
        _ => "null",
    };

    private static string Expected(Shape shape)
    {
        List<string> kinds = [];
        if (shape.IsText)
        {
            kinds.Add("a text");
        }

        if (shape.IsNumber)
        {
            kinds.Add("a number");
        }

        if (shape.IsBoolean)
        {
            kinds.Add("true or false");
        }

        if (shape.Object is not null || shape.Entry is not null)
        {
            kinds.Add("an object");
        }

        if (shape.Item is not null)
        {
            kinds.Add("a list");
        }

        return string.Join(" or ", kinds);
    }
}
