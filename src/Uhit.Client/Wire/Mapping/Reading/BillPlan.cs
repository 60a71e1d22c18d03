using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>What a billing period is read with, looked up once.</summary>
internal sealed class BillPlan
{
    private readonly FieldPlan? _meterNumber;
    private readonly FieldPlan? _meterType;
    private readonly FieldPlan _startDate;
    private readonly FieldPlan _endDate;
    private readonly FieldPlan? _readType;
    private readonly FieldPlan _usage;
    private readonly FieldPlan? _meteredDemand;
    private readonly FieldPlan? _billedDemand;
    private readonly FieldPlan? _meteredApparentDemand;
    private readonly FieldPlan? _billedApparentDemand;
    private readonly FieldPlan? _powerFactor;
    private readonly FieldPlan? _multiplier;

    private BillPlan(ScopePlan scope)
    {
        _meterNumber = scope.Find("meterNumber");
        _meterType = scope.Find("meterType");
        _startDate = scope.Find("startDate")!;
        _endDate = scope.Find("endDate")!;
        _readType = scope.Find("readType");
        _usage = scope.Find("usage")!;
        _meteredDemand = scope.Find("meteredDemand");
        _billedDemand = scope.Find("billedDemand");
        _meteredApparentDemand = scope.Find("meteredApparentDemand");
        _billedApparentDemand = scope.Find("billedApparentDemand");
        _powerFactor = scope.Find("powerFactor");
        _multiplier = scope.Find("multiplier");
    }

    public static BillPlan Of(ScopePlan scope) => scope.Compiled(plan => new BillPlan(plan));

    public BillingPeriod Read(MessageWalker walker) => new()
    {
        MeterNumber = walker.String(_meterNumber),
        MeterType = walker.Code(_meterType) is { } type ? new MeterType(type) : null,
        StartDate = walker.Day(_startDate) ?? throw walker.Refuse("missing-element", _startDate),
        EndDate = walker.LastDay(_endDate, isInclusive: false)?.AddDays(1) ?? throw walker.Refuse("missing-element", _endDate),
        ReadType = walker.Code(_readType) is { } read ? new ReadType(read) : null,
        Usage = walker.Decimal(_usage) ?? throw walker.Refuse("missing-element", _usage),
        MeteredDemand = walker.Decimal(_meteredDemand),
        BilledDemand = walker.Decimal(_billedDemand),
        MeteredApparentDemand = walker.Decimal(_meteredApparentDemand),
        BilledApparentDemand = walker.Decimal(_billedApparentDemand),
        PowerFactor = walker.Decimal(_powerFactor),
        Multiplier = walker.Decimal(_multiplier),
    };
}
