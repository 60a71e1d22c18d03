using System.Text.Json;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Domain;
using Uhit.Client.Wire.Mapping.Model.Json;
using Uhit.Client.Wire.Mapping.Writing.Formats;

namespace Uhit.Client.Wire.Mapping.Writing.Derivation;

/// <summary>Turns what a field's path does with a value the other way round.</summary>
internal sealed class FieldPlacer(ContractModel contract, ProblemList problems)
{
    // What is written where it is not so, for the ways of saying that it is.
    private static readonly Dictionary<string, string> Contraries = new(StringComparer.Ordinal)
    {
        ["Y"] = "N",
        ["y"] = "n",
        ["1"] = "0",
        ["true"] = "false",
        ["D"] = "S",
        ["CDT"] = "CST",
        ["DST"] = "ST",
        ["S"] = "W",
        ["yes"] = "no",
    };

    /// <summary>Places all that a field is read from.</summary>
    /// <param name="scope">The part of the message.</param>
    /// <param name="field">The field.</param>
    /// <param name="place">Puts a part where a path leads.</param>
    /// <param name="takesSample">Whether a text or code that is missing may be made up where the schema demands one.</param>
    public void Place(ScopeModel scope, FieldModel field, Action<PathModel, TemplatePart> place, bool takesSample = false)
    {
        if (LoopNames.Of(scope, field.Definition.Name) is not { } name)
        {
            PlaceNeutral(field, place, "1");
            return;
        }

        if (field.Paths.Count > 0)
        {
            place(field.Paths[0], TemplatePart.Placeholder(name, FormatOf(field).ToText()) with
            {
                TakesSample = takesSample && (field.Definition.Type is FieldType.Text or FieldType.Code),
            });
        }

        PlaceTime(name, field, place);
        PlaceNeutral(field.ScaleField, place, "1");
        PlaceNeutral(field.PowerOfTen, place, "0");
    }

    private void PlaceTime(string name, FieldModel field, Action<PathModel, TemplatePart> place)
    {
        var local = FormOf(field, isParted: true);
        if (field.Date is { Paths: [var date, ..] })
        {
            place(date, TemplatePart.Placeholder(name, (local with { Pattern = field.Date.Format ?? "yyyy-MM-dd" }).ToText()));
        }

        if (field.Time is { Paths: [var time, ..] })
        {
            place(time, TemplatePart.Placeholder(name, (local with { Pattern = field.Time.Format ?? "HH:mm:ss" }).ToText()));
        }

        if (field.Number is { Paths: [var number, ..] })
        {
            place(number, TemplatePart.Placeholder(name, (local with { Aspect = TimeAspect.IntervalNumber }).ToText()));
        }

        if (field.Offset is { Paths: [var offset, ..] })
        {
            place(offset, TemplatePart.Placeholder(name, (ValueFormat.Plain with { Aspect = TimeAspect.ClockOffset }).ToText()));
        }

        foreach (var dst in field.Dst)
        {
            if (dst.IsHeader || dst.Is.Count == 0)
            {
                problems.Add(
                    dst.Source,
                    "The simulator can't write this mark of daylight saving time: it is written where a path has one of two values.");
                continue;
            }

            var off = dst.Is[0] is var on && Contraries.TryGetValue(on, out var contrary) ? contrary : string.Empty;
            place(
                dst.Path,
                TemplatePart.Placeholder(name, (ValueFormat.Plain with { Marks = (dst.Is[0], off), IsDaylightMark = true }).ToText()));
        }
    }

    private ValueFormat FormatOf(FieldModel field)
    {
        var format = ValueFormat.Plain with
        {
            Codes = field.Codes?.Name,
            Scale = field.Scale ?? 1,
            Inclusive = field.IsInclusive == true && field.Definition.Name == "endDate",
            Exclusive = field.IsInclusive == false && field.Definition.Name == "period.end",
            AveragePower = field.IsAveragePower,
            IsGuid = field.Format == GuidText.Word,
        };
        return field.Definition.Type switch
        {
            FieldType.Date => format with { Pattern = field.Format },
            FieldType.Time or FieldType.IntervalTime => FormOf(field, isParted: false),
            _ => format,
        };
    }

    private ValueFormat FormOf(FieldModel field, bool isParted)
    {
        if (field.Format is "unixSeconds" or "unixMilliseconds")
        {
            return ValueFormat.Plain with { Aspect = field.Format == "unixSeconds" ? TimeAspect.UnixSeconds : TimeAspect.UnixMilliseconds };
        }

        // Without any word on it a time goes with its offset, which is read as well.
        var saysZone = field.Source.Kind == JsonValueKind.Object && field.Source["zone"] is not null && field.Zone is not null;
        var isLocal = isParted
            || saysZone
            || field.Offset is not null
            || field.Dst.Count > 0
            || (field.Format is { } pattern && !pattern.Contains('z', StringComparison.Ordinal));
        var zone = field.Offset is null ? field.Zone ?? contract.TimeZone : contract.TimeZone;
        return ValueFormat.Plain with
        {
            Pattern = isParted ? null : field.Format,
            Form = !isLocal
                ? TimeForm.Own
                : field.Offset is not null ? TimeForm.Clock : zone == TimeZoneInfo.Utc ? TimeForm.Utc : TimeForm.Local,
            Zone = isLocal && zone != TimeZoneInfo.Utc && zone.Id != contract.TimeZone.Id && field.Offset is null
                ? zone.Id
                : null,
        };
    }

    private static void PlaceNeutral(FieldModel? field, Action<PathModel, TemplatePart> place, string value)
    {
        if (field is { Paths: [var path, ..] })
        {
            place(path, TemplatePart.Of(value));
        }
    }
}
