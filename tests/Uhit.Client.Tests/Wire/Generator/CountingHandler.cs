using Uhit.Client.Wire.Reference.Generated;

namespace Uhit.Client.Tests.Wire.Generator;

/// <summary>Keeps nothing of a delivery but the number of its readings.</summary>
internal sealed class CountingHandler : IDeliverHistoricalUsageHandler
{
    public int Readings { get; private set; }

    public void OnReading(in Reading value) => Readings++;

    public void OnDeliverHistoricalUsage(DeliverHistoricalUsage value)
    {
    }

    public void OnUsageHistory(UsageHistory value)
    {
    }

    public void OnBillingPeriod(BillingPeriod value)
    {
    }

    public void OnIntervalData(IntervalData value)
    {
    }

    public void OnIntervalDataEnd()
    {
    }

    public void OnUsageHistoryEnd()
    {
    }

    public void OnDeliverHistoricalUsageEnd()
    {
    }
}
