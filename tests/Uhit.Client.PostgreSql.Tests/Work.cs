using Uhit.Client.Conformance.Store;
using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Tests;

/// <summary>What workers ask for.</summary>
internal static class Work
{
    public static DispatchClaimRequest Request(string owner, DateTimeOffset? now = null) => new()
    {
        Owner = owner,
        Clients = [Sample.Client],
        Kinds = Enum.GetValues<StoredEventKind>(),
        Now = now ?? Sample.Now,
        Lease = TimeSpan.FromMinutes(1),
    };
}
