using System.Globalization;
using System.Text.Json;
using Uhit.Client.Wire.Mapping.Model.Domain;
using Uhit.Client.Wire.Mapping.Model.Json;

namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>Makes fields and conditions of checked JSON.</summary>
internal sealed class FieldBinder(
    IReadOnlyDictionary<string, string> namespaces, IReadOnlyDictionary<string, CodeTable> tables, TimeZoneInfo local, ProblemList problems)
{
    private readonly PathParser _paths = new(namespaces);
    private readonly TypeNames _types = new(namespaces, problems);

    /// <summary>The zone of the contract.</summary>
    public TimeZoneInfo Local => local;

    public FieldModel Bind(JsonValue value, FieldDefinition definition)
    {
        if (value.Kind != JsonValueKind.Object)
        {
            return new FieldModel
            {
                Source = value,
                Definition = definition,
                Paths = Paths(value),
                Zone = local,
                IsRequired = definition.IsRequired,
            };
        }

        var text = definition with { Type = FieldType.Text, Codes = [] };
        var paths = value["path"] is { } path ? Paths(path) : [];
        var codes = value["codes"] is { } table ? Codes(table) : null;
        var field = new FieldModel
        {
            Source = value,
            Definition = definition,
            Paths = paths,
            Const = value["const"]?.Text,
            Header = value["header"] is { } header ? Path(header) : null,
            Codes = codes,
            ComparedCodes = _types.Resolve(codes, paths, value),
            Default = value["default"]?.Text,
            Missing = Texts(value["missing"]),
            IsRequired = value["required"] is { } required ? required.Text == "true" : definition.IsRequired && value["default"] is null,
            Format = value["format"]?.Text,
            Zone = value["zone"] is { } zone ? Zone(zone) : local,
            Offset = Sub(value["offset"], text),
            Dst = value["dst"] is { } dst ? Conditions(dst) : [],
            Date = Sub(value["date"], definition with { Type = FieldType.Date, IsRequired = false }),
            Time = Sub(value["time"], text),
            Number = Sub(value["number"], definition with { Type = FieldType.Integer, IsRequired = false }),
            IsInclusive = value["inclusive"] is { } inclusive ? inclusive.Text == "true" : null,
            Scale = value["scale"] is { Kind: JsonValueKind.Number } scale ? Number(scale) : null,
            ScaleField = value["scale"] is { Kind: not JsonValueKind.Number } scaleField
                ? Bind(scaleField, definition with { Type = FieldType.Number, IsRequired = true })
                : null,
            PowerOfTen = Sub(value["powerOfTen"], definition with { Type = FieldType.Integer }),
            IsAveragePower = value["as"] is not null,
        };
        FieldCheck.Check(field, problems);
        return field;
    }

    public IReadOnlyList<ConditionModel> Conditions(JsonValue value) =>
        [.. value.OneOrMore.Select(Condition)];

    public IReadOnlyList<PathModel> Paths(JsonValue value) => [.. value.OneOrMore.Select(Path)];

    public PathModel Path(JsonValue value)
    {
        if (value.Kind != JsonValueKind.String)
        {
            // Told already.
            return PathModel.Self;
        }

        var (path, problem) = _paths.Parse(value.Text);
        if (problem is not null)
        {
            problems.Add(value, problem);
        }

        return path ?? PathModel.Self;
    }

    public PathStep? Step(JsonValue value)
    {
        if (_paths.Step(value.Text, out var step) is { } problem)
        {
            problems.Add(value, problem);
        }

        return step;
    }

    public static IReadOnlyList<string> Texts(JsonValue? value) =>
        [.. (value?.OneOrMore ?? []).Select(item => item.Text)];

    private FieldModel? Sub(JsonValue? value, FieldDefinition definition) => value is null ? null : Bind(value, definition);

    private ConditionModel Condition(JsonValue value)
    {
        var path = (value["path"] ?? value["header"]) is { } found ? Path(found) : PathModel.Self;
        var condition = new ConditionModel
        {
            Source = value,
            Path = path,
            IsHeader = value["header"] is not null,
            Is = Texts(value["is"]),
            IsNot = Texts(value["isNot"]),
            ComparedIs = _types.Resolve(Texts(value["is"]), path, value),
            ComparedIsNot = _types.Resolve(Texts(value["isNot"]), path, value),
            Exists = value["exists"] is { } exists ? exists.Text == "true" : null,
        };
        if (value["is"] is null && value["isNot"] is null && value["exists"] is null)
        {
            problems.Add(value, "A condition says what must hold: `is`, `isNot` or `exists`.");
        }

        if ((value["path"] is null) == (value["header"] is null))
        {
            problems.Add(value, "A condition looks at one value: `path` or `header`.");
        }

        return condition;
    }

    private CodeTable? Codes(JsonValue value)
    {
        if (tables.TryGetValue(value.Text, out var table))
        {
            return table;
        }

        problems.Add(value, $"There is no table \"{value.Text}\" in `codes`.{NearestName.Hint(value.Text, tables.Keys)}");
        return null;
    }

    private TimeZoneInfo? Zone(JsonValue value)
    {
        switch (value.Text)
        {
            case "local":
                return local;
            case "utc":
                return TimeZoneInfo.Utc;
            case "offset":
                return null;
            default:
                if (ZoneNames.Find(value.Text) is { } zone)
                {
                    return zone;
                }

                problems.Add(
                    value, $"The zone \"{value.Text}\" is not known. Write local, utc, offset, a name such as America/Chicago, or an "
                        + "offset such as -06:00.");
                return local;
        }
    }

    private decimal Number(JsonValue value)
    {
        if (!decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number == 0)
        {
            problems.Add(value, "A factor is a number other than 0.");
            return 1;
        }

        return number;
    }
}
