using Uhit.Client.PostgreSql.Cluster;
using Uhit.Client.Testing;

namespace Uhit.Client.Reliability.Stores;

/// <summary>What a run needs around it: a directory, certificates, a store. Gone when it is disposed.</summary>
internal sealed class RunSite : IAsyncDisposable
{
    private RunSite(string folder, ThrowawayCertificates certificates, StoreSite store, PostgresCluster? cluster)
    {
        Folder = folder;
        Certificates = certificates;
        Store = store;
        Cluster = cluster;
    }

    public string Folder { get; }

    public ThrowawayCertificates Certificates { get; }

    public StoreSite Store { get; }

    /// <summary>The server, where the store has one: of this run alone.</summary>
    public PostgresCluster? Cluster { get; }

    /// <summary>Makes one, with the store's schema and the table of effects.</summary>
    public static async Task<RunSite> CreateAsync(StoreKind kind)
    {
        var folder = Directory.CreateTempSubdirectory("uhit-reliability-").FullName;
        var certificates = new ThrowawayCertificates();
        certificates.WriteTo(folder);
        var cluster = kind == StoreKind.Postgres ? await StartClusterAsync().ConfigureAwait(false) : null;
        var location = cluster is null ? Path.Combine(folder, "uhit.db") : await cluster.CreateDatabaseAsync().ConfigureAwait(false);
        var site = new RunSite(folder, certificates, new StoreSite(kind, location), cluster);
        await (await site.Store.OpenAsync().ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        await site.Store.CreateEffectsAsync().ConfigureAwait(false);
        return site;
    }

    public async ValueTask DisposeAsync()
    {
        if (Cluster is not null)
        {
            await Cluster.DisposeAsync().ConfigureAwait(false);
        }

        Certificates.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<PostgresCluster> StartClusterAsync()
    {
        var binaries = PostgresBinaries.Find();
        return PostgresBinaries.WhyNot(binaries) is { } whyNot
            ? throw new InvalidOperationException(whyNot)
            : await PostgresCluster.StartAsync(binaries!).ConfigureAwait(false);
    }
}
