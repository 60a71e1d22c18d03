using System.Diagnostics;
using System.Globalization;
using Uhit.Client.Store;
using Uhit.Client.StoreConformance;

namespace Uhit.Client.Sqlite.Tests;

/// <summary>Figures, not verdicts: run with <c>-explicit only</c>.</summary>
public sealed class ThroughputTests(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public async Task CommitAsync_Durable_PerSecond()
    {
        foreach (var (senders, group) in new[] { (1, 128), (16, 128), (64, 128), (1, 1), (64, 1) })
        {
            using var file = new SqliteStoreFile();
            await using var store = await file.OpenReadyAsync(options => options.MaxGroup = group);
            await store.Inquiries.AddAsync(Sample.Inquiry());
            var count = group == 1 || senders == 1 ? 3000 : 20_000;
            await CommitAsync(store, "warm", senders, 500);
            var watch = Stopwatch.StartNew();
            await CommitAsync(store, "m", senders, count);
            Print($"{senders} senders, group of {group}", count, watch);
        }
    }

    [Fact(Explicit = true)]
    public async Task AppendUsageAsync_FortyKilobytes_PerSecond()
    {
        foreach (var senders in new[] { 1, 64 })
        {
            using var file = new SqliteStoreFile();
            await using var store = await file.OpenReadyAsync();
            var usage = Sample.Usage(1) with { Content = new byte[40_000] };
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(async () =>
            {
                var receipt = Sample.Receipt();
                for (var i = 0; i < 2000 / senders; i++)
                {
                    await store.Inbox.AppendUsageAsync(receipt, i, usage);
                }
            })));
            Print($"{senders} senders, 40 kB of usage", 2000 / senders * senders, watch);
        }
    }

    private static Task CommitAsync(IUhitStore store, string prefix, int senders, int count) =>
        Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < count / senders; i++)
            {
                await store.Inbox.StageAndCommitAsync(Sample.Message(string.Create(CultureInfo.InvariantCulture, $"{prefix}-{sender}-{i}"), "unknown"), _ => null);
            }
        })));

    private void Print(string what, int count, Stopwatch watch) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what}: {count / watch.Elapsed.TotalSeconds:F0}/s, {watch.Elapsed.TotalMilliseconds * 1000 / count:F0} us each"));
}
