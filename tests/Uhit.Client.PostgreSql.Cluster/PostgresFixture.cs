using Xunit;

namespace Uhit.Client.PostgreSql.Cluster;

/// <summary>One cluster for all tests of a run, made when the first of them asks: register it as an assembly fixture.</summary>
/// <remarks>Where the server's programs are missing the asking test is skipped with the reason; in CI it fails.</remarks>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private PostgresCluster? _cluster;
    private string? _shared;
    private int _schemas;

    /// <summary>Skips the running test where no cluster can be made here; fails it in CI.</summary>
    public static PostgresBinaries RequireBinaries()
    {
        var binaries = PostgresBinaries.Find();
        var whyNot = PostgresBinaries.WhyNot(binaries);
        if (whyNot is not null && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail("In CI nothing is skipped. " + whyNot);
        }

        Assert.SkipWhen(whyNot is not null, whyNot ?? string.Empty);
        return binaries!;
    }

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The cluster, running.</summary>
    public async Task<PostgresCluster> GetAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            return _cluster ??= await PostgresCluster.StartAsync(RequireBinaries()).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A name for an empty schema in a database that the tests of the run share: faster than a database of its own.</summary>
    public async Task<(string ConnectionString, string Schema)> CreateSchemaAsync()
    {
        var cluster = await GetAsync().ConfigureAwait(false);
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            _shared ??= await cluster.CreateDatabaseAsync().ConfigureAwait(false);
            _schemas++;
            return (_shared, $"uhit_{_schemas}");
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>An empty database of the cluster.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync() =>
        await (await GetAsync().ConfigureAwait(false)).CreateDatabaseAsync().ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync().ConfigureAwait(false);
        }

        _gate.Dispose();
    }
}
