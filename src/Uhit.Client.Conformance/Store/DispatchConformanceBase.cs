using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary>What the classes about <see cref="IDispatchStore"/> share.</summary>
public abstract class DispatchConformanceBase : StoreConformance
{
    private static readonly StoredEventKind[] AllKinds = Enum.GetValues<StoredEventKind>();

    protected IDispatchStore Dispatch => Store.Dispatch;

    protected static DispatchClaimRequest Request(DateTimeOffset now) => new()
    {
        Owner = "test",
        Clients = [Sample.Client],
        Kinds = AllKinds,
        Now = now,
        Lease = TimeSpan.FromMinutes(1),
    };

    protected Task<DispatchClaim?> ClaimAsync(DateTimeOffset? now = null) => Dispatch.ClaimAsync(Request(now ?? Sample.Now));

    protected Task AppendAsync(string key, StoredEventKind kind = StoredEventKind.UsageDelivered, string requestId = "R-1") =>
        Dispatch.AppendAsync(Sample.Client, UhitEnvironment.Test, RequestId.Parse(requestId), Sample.Event(key, kind));

    /// <summary>Appends an event and has a handler given up for it; its event is finished, unless told otherwise.</summary>
    protected async Task<long> KillAsync(string key, string handler = "h", bool finish = true)
    {
        await AppendAsync(key);
        var claim = (await ClaimAsync())!;
        var sequence = claim.Events[^1].Sequence;
        Assert.Equal(key, claim.Events[^1].Key);
        Assert.True(await Dispatch.FailHandlerAsync(claim, sequence, handler, "System.FormatException", Sample.Now, null));
        if (finish)
        {
            Assert.True(await Dispatch.FinishAsync(claim, sequence));
        }

        await Dispatch.ReleaseAsync(claim, null);
        return sequence;
    }
}
