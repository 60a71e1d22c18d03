using System.Diagnostics;
using Uhit.Client.Conformance.Store;
using Uhit.Client.PostgreSql.Cluster;

namespace Uhit.Client.PostgreSql.Tests;

/// <summary>Figures, for people: <c>-explicit only -diagnostics</c>.</summary>
public sealed class ThroughputTests(PostgresFixture postgres)
{
    private readonly PostgresDatabase _database = new(postgres);

    [Theory(Explicit = true)]
    [InlineData(1, 2)]
    [InlineData(64, 2)]
    [InlineData(64, 8)]
    [InlineData(64, 16)]
    [InlineData(64, 32)]
    public async Task Commit_OfMessagesWithOneChunk_PerSecond(int senders, int connections)
    {
        await using var store = await _database.OpenReadyAsync(options => options.MaxConnections = connections);
        var until = TimeSpan.FromSeconds(5);
        var watch = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(async () =>
        {
            var times = new List<double>();
            while (watch.Elapsed < until)
            {
                var began = Stopwatch.GetTimestamp();
                await store.Inbox.StageAndCommitAsync(Sample.Message($"M-{sender}-{times.Count}", $"R-{sender}"), _ => null);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            return times;
        })));
        var all = latencies.SelectMany(times => times).Order().ToList();
        TestContext.Current.SendDiagnosticMessage(
            "{0} senders, {1} connections: {2:F0} messages/s (chunk and commit each), median {3:F1} ms, p99 {4:F1} ms",
            senders,
            connections,
            all.Count / watch.Elapsed.TotalSeconds,
            all[all.Count / 2],
            all[all.Count * 99 / 100]);
    }
}
