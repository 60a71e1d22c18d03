using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Reference;

/// <summary>Puts the usage of one line together from the contract's parts.</summary>
/// <remarks>What one line may hold is bounded while it grows: otherwise memory would be the sender's to spend.</remarks>
internal sealed class UsageAssembler(Generated.UsageHistory head, string path, MessageLimits limits)
{
    private const int MinYear = 1970;
    private const int MaxYear = 2199;
    private const int MinutesOfADay = 24 * 60;

    private readonly List<BillingPeriod> _periods = [];
    private readonly List<IntervalSeries> _series = [];
    private IntervalSeriesBuilder? _builder;
    private int _readings;

    public void Add(Generated.BillingPeriod period)
    {
        Require(_periods.Count < limits.MaxBillingPeriods, nameof(limits.MaxBillingPeriods), "BillingPeriod");
        CheckYear(period.StartDate.Year, "BillingPeriod/StartDate");
        CheckYear(period.EndDate.Year, "BillingPeriod/EndDate");
        _periods.Add(new BillingPeriod
        {
            MeterNumber = period.MeterNumber,
            MeterType = period.MeterType is { } type ? new MeterType(type) : null,
            StartDate = period.StartDate,
            EndDate = period.EndDate,
            ReadType = period.ReadType is { } read ? new ReadType(read) : null,
            Usage = period.Usage,
            MeteredDemand = period.MeteredDemand,
            BilledDemand = period.BilledDemand,
            MeteredApparentDemand = period.MeteredApparentDemand,
            BilledApparentDemand = period.BilledApparentDemand,
            PowerFactor = period.PowerFactor,
            Multiplier = period.Multiplier,
        });
    }

    public void Begin(Generated.IntervalData data)
    {
        Require(_series.Count < limits.MaxIntervalSeries, nameof(limits.MaxIntervalSeries), "IntervalData");
        if (data.IntervalMinutes > MinutesOfADay || MinutesOfADay % data.IntervalMinutes != 0)
        {
            throw Refuse("bad-interval", "IntervalData/IntervalMinutes");
        }

        var channel = new UsageChannel(data.Channel);
        var unit = data.Unit is { } named ? new UsageUnit(named) : DefaultUnit(channel);
        _builder = new IntervalSeriesBuilder(data.MeterNumber, channel, unit, TimeSpan.FromMinutes(data.IntervalMinutes));
    }

    public void Add(in Generated.Reading reading)
    {
        CheckYear(reading.EndTime.Year, "IntervalData/Reading/EndTime");
        Require(_readings++ < limits.MaxReadings, nameof(limits.MaxReadings), "IntervalData/Reading");
        try
        {
            _builder!.Add(reading.EndTime, reading.Quantity, new ReadType(reading.ReadType));
        }
        catch (InvalidOperationException cause)
        {
            throw new WireFormatException("too-many-read-types", path + "/IntervalData/Reading/ReadType", cause);
        }
    }

    public void End()
    {
        _series.Add(_builder!.Build());
        _builder = null;
    }

    public UsageHistory Build() => new()
    {
        LineNumber = head.LineNumber,
        EsiId = FromWire.Required<EsiId>(head.EsiId, path, "EsiId"),
        CustomerName = head.CustomerName,
        ServiceAddress = head.ServiceAddress is { } address ? FromWire.Address(address) : null,
        LoadProfile = head.LoadProfile,
        RateClass = head.RateClass,
        MeterReadCycle = head.MeterReadCycle,
        ErcotRegion = head.ErcotRegion,
        NoData = head.NoData is { } reason ? FromWire.Error(reason) : null,
        BillingPeriods = _periods,
        IntervalSeries = _series,
    };

    private static UsageUnit DefaultUnit(UsageChannel channel) =>
        channel == UsageChannel.ReactiveDelivered || channel == UsageChannel.ReactiveReceived
            ? UsageUnit.KilovarHour
            : UsageUnit.KilowattHour;

    private void Require(bool holds, string limit, string element)
    {
        if (!holds)
        {
            throw MessageLimits.Exceeded(limit, path + "/" + element);
        }
    }

    private void CheckYear(int year, string element)
    {
        if (year is < MinYear or > MaxYear)
        {
            throw Refuse("bad-value", element);
        }
    }

    private WireFormatException Refuse(string code, string element) => new(code, path + "/" + element);
}
