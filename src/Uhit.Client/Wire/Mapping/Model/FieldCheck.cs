using Uhit.Client.Wire.Mapping.Model.Domain;
using Uhit.Client.Wire.Mapping.Model.Json;
using Uhit.Client.Wire.Mapping.Writing.Formats;

namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>What can be said of a field before any message is read.</summary>
internal static class FieldCheck
{
    public static void Check(FieldModel field, ProblemList problems)
    {
        var type = field.Definition.Type;
        var sources = (field.Paths.Count > 0 ? 1 : 0) + (field.Const is null ? 0 : 1) + (field.Header is null ? 0 : 1)
            + (field.Date is null && field.Time is null && field.Number is null ? 0 : 1);
        if (sources != 1 && !(sources == 0 && field.Default is not null))
        {
            problems.Add(field.Source, sources == 0
                ? "Where does the value come from? Say `path`, `const`, `header`, or `default`."
                : "A value comes from one place: `path`, `const`, `header`, or `date` with `time` or `number`.");
        }

        if (field.Header is { Steps.Count: 0 })
        {
            problems.Add(field.Source, "`header` begins with the name of a header block.");
        }

        Only(
            type is FieldType.IntervalTime or FieldType.Time, field.Time is not null || field.Date is not null, "date, time",
            "a point in time", field, problems);
        Only(type is FieldType.IntervalTime, field.Number is not null, "number", "start or end of an interval", field, problems);
        Only(
            type is FieldType.IntervalTime or FieldType.Time, field.Dst.Count > 0 || field.Offset is not null, "dst, offset",
            "a point in time", field, problems);
        Only(
            field.Definition.Name is "endDate" or "period.end", field.IsInclusive is not null, "inclusive", "the end of a period", field,
            problems);
        Only(
            type is FieldType.Number, field.Scale is not null || field.ScaleField is not null || field.PowerOfTen is not null,
            "scale, powerOfTen", "a number", field, problems);
        Only(field.Definition.Name == "quantity", field.IsAveragePower, "as", "the quantity of a reading", field, problems);
        Only(
            type is not (FieldType.IntervalTime or FieldType.Time) || field.Codes is null, field.Codes is not null, "codes",
            "a code, text or number", field, problems);
        if (field.Time is not null && field.Number is not null)
        {
            problems.Add(field.Source, "`time` and `number` exclude each other.");
        }

        CheckFormat(field, type, problems);
        CheckClosed(field, problems);
    }

    private static void Only(bool fits, bool isUsed, string keys, string what, FieldModel field, ProblemList problems)
    {
        if (isUsed && !fits)
        {
            problems.Add(field.Source, $"`{keys}` is only for {what}.");
        }
    }

    private static void CheckFormat(FieldModel field, FieldType type, ProblemList problems)
    {
        if (field.Format == GuidText.Word && (type == FieldType.Identifier || field.Definition.Name == "correlationId"))
        {
            return;
        }

        if (field.Format is { } format && Reading.TimeFormat.Parse(format, out var problem) is null)
        {
            problems.Add(field.Source["format"] ?? field.Source, problem!);
        }

        if (field.Format is not null && type is not (FieldType.Date or FieldType.Time or FieldType.IntervalTime or FieldType.Text))
        {
            problems.Add(field.Source, "`format` is only for dates and times, and `guid` for numbers of messages and inquiries.");
        }
    }

    // Where all values are known, a table that yields another one would fail at run-time.
    private static void CheckClosed(FieldModel field, ProblemList problems)
    {
        if (field.Definition.Type != FieldType.ClosedCode)
        {
            return;
        }

        foreach (var ours in new[] { field.Const, field.Default, field.Codes?.Others }.Concat(field.Codes?.ToOurs.Values ?? []))
        {
            if (ours is not null && !field.Definition.Codes.Contains(ours))
            {
                problems.Add(
                    field.Source, $"\"{ours}\" is no value of {field.Definition.Name}.{NearestName.Hint(ours, field.Definition.Codes)}");
            }
        }
    }
}
