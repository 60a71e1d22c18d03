using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>The fields that tell one series from another, where a part has them.</summary>
internal sealed class SeriesKeyPlan(ScopePlan scope)
{
    private readonly FieldPlan? _meter = scope.Find("meterNumber");
    private readonly FieldPlan? _channel = scope.Find("channel");
    private readonly FieldPlan? _unit = scope.Find("unit");

    public FieldPlan? Minutes { get; } = scope.Find("intervalMinutes");

    /// <summary>Whether the part says anything of it.</summary>
    public bool IsEmpty => _meter is null && _channel is null && _unit is null && Minutes is null;

    /// <summary>Whether nothing of it is still waited for.</summary>
    public bool HasCome(MessageWalker walker) =>
        (_meter is null || _meter.HasCome(walker)) && (_channel is null || _channel.HasCome(walker))
            && (_unit is null || _unit.HasCome(walker)) && (Minutes is null || Minutes.HasCome(walker));

    /// <summary>What is known now, over what the part around says.</summary>
    public SeriesKey Read(MessageWalker walker, SeriesKey around) => new(
        _meter?.String(walker) ?? around.MeterNumber,
        Code(_channel, walker) is { } channel ? new UsageChannel(channel) : around.Channel,
        Code(_unit, walker) is { } unit ? new UsageUnit(unit) : around.Unit,
        Minutes?.Minutes(walker) ?? around.Minutes);

    private static string? Code(FieldPlan? field, MessageWalker walker)
    {
        if (field is null)
        {
            return null;
        }

        return field.Code(walker) ?? (field.Model.IsRequired ? throw walker.At.Refuse("missing-element", field) : null);
    }
}
