using Uhit.Client.Wire.Reference.Generated;

namespace Uhit.Client.Tests.Wire.Generator;

/// <summary>Puts a streamed delivery together again, so that it can be written and compared.</summary>
internal sealed class DeliveryRecorder : IDeliverHistoricalUsageHandler
{
    private readonly List<UsageHistory> _histories = [];
    private DeliverHistoricalUsage? _head;
    private UsageHistory? _history;
    private List<BillingPeriod> _periods = [];
    private List<IntervalData> _series = [];
    private IntervalData? _interval;
    private List<Reading> _readings = [];

    public List<string> Calls { get; } = [];

    public DeliverHistoricalUsage? Message { get; private set; }

    public List<Reading> AllReadings { get; } = [];

    public void OnDeliverHistoricalUsage(DeliverHistoricalUsage value)
    {
        Calls.Add("delivery");
        _head = value;
    }

    public void OnUsageHistory(UsageHistory value)
    {
        Calls.Add("history");
        _history = value;
        _periods = [];
        _series = [];
    }

    public void OnBillingPeriod(BillingPeriod value)
    {
        Calls.Add("period");
        _periods.Add(value);
    }

    public void OnIntervalData(IntervalData value)
    {
        Calls.Add("series");
        _interval = value;
        _readings = [];
    }

    public void OnReading(in Reading value)
    {
        Calls.Add("reading");
        _readings.Add(value);
        AllReadings.Add(value);
    }

    public void OnIntervalDataEnd()
    {
        Calls.Add("/series");
        _series.Add(new IntervalData
        {
            MeterNumber = _interval!.MeterNumber,
            Channel = _interval.Channel,
            Unit = _interval.Unit,
            IntervalMinutes = _interval.IntervalMinutes,
            Reading = _readings,
        });
    }

    public void OnUsageHistoryEnd()
    {
        Calls.Add("/history");
        _histories.Add(new UsageHistory
        {
            LineNumber = _history!.LineNumber,
            EsiId = _history.EsiId,
            CustomerName = _history.CustomerName,
            ServiceAddress = _history.ServiceAddress,
            LoadProfile = _history.LoadProfile,
            RateClass = _history.RateClass,
            MeterReadCycle = _history.MeterReadCycle,
            ErcotRegion = _history.ErcotRegion,
            NoData = _history.NoData,
            BillingPeriod = _periods,
            IntervalData = _series,
        });
    }

    public void OnDeliverHistoricalUsageEnd()
    {
        Calls.Add("/delivery");
        Message = new DeliverHistoricalUsage
        {
            Header = _head!.Header,
            TransactionId = _head.TransactionId,
            DeliveryId = _head.DeliveryId,
            PartNumber = _head.PartNumber,
            PartCount = _head.PartCount,
            UsageHistory = _histories,
        };
    }
}
