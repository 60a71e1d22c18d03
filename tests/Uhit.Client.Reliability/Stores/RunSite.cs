using Uhit.Client.Testing;

namespace Uhit.Client.Reliability.Stores;

/// <summary>What a run needs around it: a directory, certificates, a store. Gone when it is disposed.</summary>
internal sealed class RunSite : IAsyncDisposable
{
    private RunSite(string folder, ThrowawayCertificates certificates, StoreSite store)
    {
        Folder = folder;
        Certificates = certificates;
        Store = store;
    }

    public string Folder { get; }

    public ThrowawayCertificates Certificates { get; }

    public StoreSite Store { get; }

    /// <summary>Makes one, with the store's schema and the table of effects.</summary>
    public static async Task<RunSite> CreateAsync(StoreKind kind)
    {
        if (kind != StoreKind.Sqlite)
        {
            throw new NotSupportedException("There is no such store yet.");
        }

        var folder = Directory.CreateTempSubdirectory("uhit-reliability-").FullName;
        var certificates = new ThrowawayCertificates();
        certificates.WriteTo(folder);
        var site = new RunSite(folder, certificates, new StoreSite(kind, Path.Combine(folder, "uhit.db")));
        await (await site.Store.OpenAsync().ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        await site.Store.CreateEffectsAsync().ConfigureAwait(false);
        return site;
    }

    public ValueTask DisposeAsync()
    {
        Certificates.Dispose();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
