using Uhit.Client.Reliability.Probing;
using Uhit.Client.Reliability.Processes;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Hosting;

/// <summary>Ends the process around its first adoption of an unmatched callback.</summary>
internal static class AdoptionTrap
{
    public static IUhitStore Around(IUhitStore store, AdoptionPoint point) => point == AdoptionPoint.None
        ? store
        : ProbedStore<IUhitStore>.Around(
            store, (call, next) => call.Method == nameof(ICallbackInbox.AdoptCorrelatedAsync) ? DieAsync(point, call, next) : next());

    private static async Task<object?> DieAsync(AdoptionPoint point, StoreCall call, Func<Task<object?>> next)
    {
        if (point == AdoptionPoint.Before)
        {
            // It is asked for where there is an inquiry to adopt it, and before anything is committed.
            var place = Array.FindIndex(call.Arguments, argument => argument is Func<InquiryRecord, InquiryChange?>);
            call.Arguments[place] = (Func<InquiryRecord, InquiryChange?>)Die;
        }

        var adopted = await next().ConfigureAwait(false);
        if (adopted is not null)
        {
            Signals.KillSelf();
        }

        return adopted;
    }

    private static InquiryChange? Die(InquiryRecord record)
    {
        Signals.KillSelf();
        return null;
    }
}
