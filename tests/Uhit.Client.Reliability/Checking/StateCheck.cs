using Uhit.Client.Inquiries;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Traffic;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Checking;

/// <summary>Looks whether inquiries of which every callback was acknowledged are complete.</summary>
internal static class StateCheck
{
    public static async Task RunAsync(IUhitStore store, int seed, IEnumerable<int> finished, Findings findings)
    {
        var calendar = new ErcotHolidayCalendar();
        foreach (var number in finished)
        {
            var plan = new InquiryPlan(seed, number);
            var record = await store.Inquiries.FindAsync(HostServices.ClientName, plan.RequestId).ConfigureAwait(false);
            if (record is null)
            {
                findings.AddLost($"the inquiry {plan.RequestId.Value}");
                continue;
            }

            var snapshot = record.SnapshotAt(TimeProvider.System.GetUtcNow(), calendar);
            if (snapshot.Sending != SendingState.Accepted
                || !snapshot.IsComplete
                || snapshot.Lines.Any(line => line.State != LineState.Delivered))
            {
                findings.AddWrong($"the inquiry {plan.RequestId.Value} is {snapshot.Sending}, complete: {snapshot.IsComplete}");
            }
        }
    }
}
