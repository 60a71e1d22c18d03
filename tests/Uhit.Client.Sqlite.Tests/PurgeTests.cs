using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Conformance.Store;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Tests;

/// <summary>What was purged can't be found in the file any more, nor in its log.</summary>
public sealed class PurgeTests : IDisposable
{
    private const string Canary = "canary-91be";
    private const string Evidence = "evidence-44c0";

    private readonly SqliteStoreFile _file = new();
    private readonly FakeTimeProvider _time = new(Sample.Now);

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task PurgeAsync_OfAnInquiry_LeavesNoCanaryInFileOrLog()
    {
        var keptIn = await FillAndPurgeAsync(inbox => inbox.PurgeInquiryAsync(Sample.R1, includeWaiting: true));

        Assert.True(keptIn.Before > 100);
        Assert.Equal(0, keptIn.After);
        Assert.True(await CountAsync(Evidence) >= 1);
    }

    [Fact]
    public async Task PurgeAsync_OfAnEsiId_LeavesNoCanaryOfItInFileOrLog()
    {
        var keptIn = await FillAndPurgeAsync(inbox => inbox.PurgeEsiIdAsync(Sample.Esi(1), includeWaiting: true));

        Assert.True(keptIn.Before > 100);
        Assert.Equal(0, keptIn.After);
        Assert.Equal(1, await CountAsync("other-customer-usage"));
    }

    [Fact]
    public async Task DiscardAsync_OfAnUnmatched_LeavesNoCanary()
    {
        await using var services = Services();
        var store = services.GetRequiredKeyedService<IUhitStore>(Sample.Client);
        await store.Maintenance.InitializeAsync();
        var receipt = await CommitAsync(store, "M-1");

        Assert.True(await services.GetRequiredKeyedService<IUsageHistoryInbox>(Sample.Client).DiscardAsync(receipt));
        await services.DisposeAsync();

        Assert.Equal(0, await CountAsync(Canary));
    }

    [Fact]
    public async Task PurgeAsync_WhileTheProcessRunsOn_LeavesNothingInFileLogOrSharedMemory()
    {
        await using var services = Services();
        var store = services.GetRequiredKeyedService<IUhitStore>(Sample.Client);
        await store.Maintenance.InitializeAsync();
        await store.Inquiries.AddAsync(Inquiry());
        var packed = new byte[40_000];
        new Random(7).NextBytes(packed);
        for (var i = 0; i < 4; i++)
        {
            await CommitAsync(store, "M-" + i, packed);
        }

        Assert.True(await CountAsync(Canary) > 10);
        Assert.True(await CountAsync(packed) >= 35);

        var result = await services.GetRequiredKeyedService<IUsageHistoryInbox>(Sample.Client).PurgeInquiryAsync(
            Sample.R1, includeWaiting: true);

        Assert.Equal((PurgeOutcome.Purged, true), (result.Outcome, result.IsWiped));
        Assert.Equal((0, 0), (await CountAsync(Canary), await CountAsync(packed)));
        Assert.Equal(0, new FileInfo(_file.Path + "-wal").Length);
    }

    [Fact]
    public async Task PurgeAsync_WhileAnotherReadsTheLog_SaysSoAndWipesOnceItIsFree()
    {
        await using var services = Services();
        var store = services.GetRequiredKeyedService<IUhitStore>(Sample.Client);
        await store.Maintenance.InitializeAsync();
        await store.Inquiries.AddAsync(Inquiry());
        await CommitAsync(store, "M-1");
        await using var reader = new SqliteConnection($"Data Source={_file.Path};Pooling=False");
        await reader.OpenAsync();
        await using (var transaction = reader.BeginTransaction(deferred: true))
        {
            await using var command = reader.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "SELECT COUNT(*) FROM uhit_message";
            await command.ExecuteScalarAsync();

            var result = await services.GetRequiredKeyedService<IUsageHistoryInbox>(Sample.Client).PurgeInquiryAsync(
                Sample.R1, includeWaiting: true);

            Assert.Equal((PurgeOutcome.Purged, false), (result.Outcome, result.IsWiped));
            Assert.True(await CountAsync(Canary) > 0);
        }

        // By itself, as time goes on.
        var idle = ((SqliteUhitStore)store).Core.Space.Idle;
        while (!idle.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.Equal(0, await CountAsync(Canary));
    }

    [Fact]
    public async Task PurgeAsync_OfAnInquiryThatWaits_SaysWhatItLeavesWaiting()
    {
        await using var services = Services();
        var store = services.GetRequiredKeyedService<IUhitStore>(Sample.Client);
        await store.Maintenance.InitializeAsync();
        await store.Inquiries.AddAsync(Sample.Inquiry());
        await store.Inquiries.AddAsync(Sample.Inquiry("R-2") with { IsFinished = true });

        var result = await services.GetRequiredKeyedService<IUsageHistoryInbox>(Sample.Client).PurgeEsiIdAsync(Sample.Esi(1));

        Assert.Equal((PurgeOutcome.Purged, 2), (result.Outcome, result.Inquiries));
        Assert.Equal([Sample.R1], result.StillWaiting);
    }

    [Fact]
    public async Task DiscardAsync_WhileTheProcessRunsOn_LeavesNoCanary()
    {
        await using var services = Services();
        var store = services.GetRequiredKeyedService<IUhitStore>(Sample.Client);
        await store.Maintenance.InitializeAsync();
        var receipt = await CommitAsync(store, "M-1");

        Assert.True(await services.GetRequiredKeyedService<IUsageHistoryInbox>(Sample.Client).DiscardAsync(receipt));
        await ((SqliteUhitStore)store).Core.Space.Idle;

        Assert.Equal(0, await CountAsync(Canary));
    }

    private async Task<(int Before, int After)> FillAndPurgeAsync(Func<IUsageHistoryInbox, Task<PurgeResult>> purge)
    {
        await using (var services = Services())
        {
            var store = services.GetRequiredKeyedService<IUhitStore>(Sample.Client);
            await store.Maintenance.InitializeAsync();
            await store.Inquiries.AddAsync(Inquiry());
            for (var i = 0; i < 8; i++)
            {
                await CommitAsync(store, "M-" + i);
            }
        }

        var before = await CountAsync(Canary);
        await using (var services = Services())
        {
            var result = await purge(services.GetRequiredKeyedService<IUsageHistoryInbox>(Sample.Client));
            Assert.Equal((PurgeOutcome.Purged, 8, 1), (result.Outcome, result.Messages, result.Inquiries));

            // The log is written back into the file by the last connection that closes it.
        }

        return (before, await CountAsync(Canary));
    }

    private ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time);
        services.AddUhitClient(Sample.Client, options =>
        {
            options.Environment = UhitEnvironment.Test;
            options.AuthenticationId = "957877905";
        }).UseSqlite(_file.Path);
        return services.BuildServiceProvider();
    }

    private static InquiryRecord Inquiry()
    {
        var record = Sample.Inquiry();
        var line = record.Inquiry.Lines[0];
        var order = new MessageOrder(Sample.Now, "M-0");
        return record with
        {
            Ledger = record.Ledger.Apply(new Acknowledged(order, Answer(), null)).Apply(new Abandoned(Sample.Now, Canary)),
            Inquiry = record.Inquiry with
            {
                Lines =
                [
                    line with
                    {
                        ServiceAddress =
                            new ServiceAddress { Line1 = Canary, Line2 = Canary, City = Canary, State = Canary, PostalCode = Canary },
                        Authorization = line.Authorization with
                        {
                            CustomerName = Canary,
                            Telephone = Canary,
                            Email = Canary,
                            EvidenceReference = Evidence,
                        },
                    },
                ],
            },
        };
    }

    private static Acknowledgement Answer() => new()
    {
        RequestId = Sample.R1,
        ReceivedAt = Sample.Now,
        Status = AcknowledgementStatus.Accepted,
        Errors = [new ReportedError { Code = "A76", Description = Canary }],
    };

    private static async Task<ReceiptId> CommitAsync(IUhitStore store, string key, byte[]? chunk = null)
    {
        var message = Sample.Message(key) with { UsageCount = 2, BodyChunks = 20 };
        for (var i = 0; i < 20; i++)
        {
            await store.Inbox.AppendBodyAsync(
                message.Receipt, i, chunk ?? Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Canary, 500))));
        }

        await store.Inbox.AppendUsageAsync(message.Receipt, 0, Sample.Usage(1, Canary));
        await store.Inbox.AppendUsageAsync(message.Receipt, 1, Sample.Usage(2, key == "M-1" ? "other-customer-usage" : "more"));
        var added = Sample.Event("e/" + key, receipt: message.Receipt);
        await store.Inbox.CommitAsync(
            message,
            record => new InquiryChange(record, [added with { Content = added.Content with { Acknowledgement = Answer() } }]));
        return message.Receipt;
    }

    // How many of its pieces are found: what is in pages and overflow pages is not in one piece.
    private async Task<int> CountAsync(byte[] content)
    {
        var count = 0;
        foreach (var path in Directory.GetFiles(_file.DirectoryPath))
        {
            var bytes = await File.ReadAllBytesAsync(path);
            count += Enumerable.Range(0, content.Length / 1000).Count(i => bytes.AsSpan().IndexOf(content.AsSpan(i * 1000, 24)) >= 0);
        }

        return count;
    }

    private async Task<int> CountAsync(string canary)
    {
        var count = 0;
        foreach (var path in Directory.GetFiles(_file.DirectoryPath))
        {
            var bytes = await File.ReadAllBytesAsync(path);
            var text = Encoding.Latin1.GetString(bytes);
            for (var at = text.IndexOf(
                canary, StringComparison.Ordinal); at >= 0; at = text.IndexOf(canary, at + 1, StringComparison.Ordinal))
            {
                count++;
            }
        }

        return count;
    }
}
