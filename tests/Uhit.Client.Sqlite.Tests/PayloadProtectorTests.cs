using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Uhit.Client.Conformance.Store;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Store;

namespace Uhit.Client.Sqlite.Tests;

public sealed class PayloadProtectorTests : IDisposable
{
    private const string Canary = "canary-7f3a";

    private readonly SqliteStoreFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task File_OfAProtectedStore_HoldsNoPlaintext()
    {
        await FillAsync(new XorProtector("k1"), "R-1");

        Assert.Equal(0, await CountCanariesAsync());
        var store = await OpenAsync(new XorProtector("k1"));
        Assert.Equal(Canary, (await store.Inquiries.FindAsync(Sample.Client, Sample.R1))!.Inquiry.Lines[0].Authorization.CustomerName);
        await store.DisposeAsync();
    }

    [Fact]
    public async Task File_WithoutProtector_HoldsPlaintextAndTheTestSeesIt()
    {
        await FillAsync(null, "R-1");

        Assert.True(await CountCanariesAsync() >= 5);
    }

    [Fact]
    public async Task Rows_OfAllKeysAndOfNone_AreReadBesideEachOther()
    {
        await FillAsync(null, "R-1");
        await FillAsync(new XorProtector("k1"), "R-2");
        await FillAsync(new XorProtector("k2", "k1"), "R-6");

        var store = await OpenAsync(new XorProtector(null, "k1", "k2"));
        foreach (var id in new[] { "R-1", "R-2", "R-6" })
        {
            Assert.Equal(
                Canary, (await store.Inquiries.FindAsync(Sample.Client, RequestId.Parse(id)))!.Inquiry.Lines[0].Authorization.CustomerName);
            Assert.Equal(Canary, await ReadAsync(store, id));
        }

        await store.DisposeAsync();
    }

    [Fact]
    public async Task ChangeAsync_UnderAnotherKey_WritesBothColumnsUnderIt()
    {
        await FillAsync(null, "R-1");
        var store = await OpenAsync(new XorProtector("k1"));
        await store.Inquiries.ChangeAsync(Sample.Client, Sample.R1, record => new InquiryChange(record with { IsFinished = true }, []));
        await store.DisposeAsync();

        var k1 = await OpenAsync(new XorProtector(null, "k1"));
        var record = (await k1.Inquiries.FindAsync(Sample.Client, Sample.R1))!;
        Assert.Equal((Canary, true), (record.Inquiry.Lines[0].Authorization.CustomerName, record.IsFinished));
        await k1.DisposeAsync();
        Assert.Equal("k1", await KeyIdAsync());
    }

    [Fact]
    public async Task Read_WithoutProtectorOrKey_SaysSo()
    {
        await FillAsync(new XorProtector("k1"), "R-1");

        var none = await OpenAsync(null);
        var missing = await Assert.ThrowsAsync<UhitStoreException>(() => none.Inquiries.FindAsync(Sample.Client, Sample.R1));
        await none.DisposeAsync();
        var other = await OpenAsync(new XorProtector("k2"));
        var wrong = await Assert.ThrowsAsync<UhitStoreException>(() => ReadAsync(other, "R-1"));
        await other.DisposeAsync();

        Assert.Contains("\"k1\", and no protector is registered", missing.Message, StringComparison.Ordinal);
        Assert.Contains("\"k1\", and the protector cannot read it", wrong.Message, StringComparison.Ordinal);
        Assert.False(missing.IsTransient || wrong.IsTransient);
    }

    [Fact]
    public async Task ClaimAsync_ContentOfOneInquiryCannotBeRead_IsToldAndDelaysNoOther()
    {
        await FillAsync(new XorProtector("k1"), "R-1");
        await FillAsync(new XorProtector("k2"), "R-2");

        var store = await OpenAsync(new XorProtector("k2"));
        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => ClaimAsync(store, Sample.Now));
        var other = await ClaimAsync(store, Sample.Now);
        await store.Dispatch.FinishAsync(other!, other!.Events[0].Sequence);
        var none = await ClaimAsync(store, Sample.Now);
        await Assert.ThrowsAsync<UhitStoreException>(() => ClaimAsync(store, Sample.Now.AddMinutes(1)));
        await store.DisposeAsync();
        var mended = await OpenAsync(new XorProtector("k2", "k1"));
        var first = await ClaimAsync(mended, Sample.Now.AddMinutes(2));
        await mended.DisposeAsync();

        Assert.Contains("\"k1\"", exception.Message, StringComparison.Ordinal);
        Assert.Equal(("R-2", null, "R-1"), (other.RequestId.Value, none, first?.RequestId.Value));
        Assert.Equal(1, first!.Events[0].Claims);
    }

    [Fact]
    public async Task ReportDeadlinesAsync_OneInquiryCannotBeRead_IsToldAndDelaysNoOther()
    {
        foreach (var (key, id) in new[] { ("k1", "R-1"), ("k2", "R-2") })
        {
            var writer = await OpenAsync(new XorProtector(key));
            await writer.Inquiries.AddAsync(Sample.Inquiry(id) with { DueAt = Sample.Now });
            await writer.DisposeAsync();
        }

        var store = await OpenAsync(new XorProtector("k2"));
        var exception = await Assert.ThrowsAsync<UhitStoreException>(() => store.Maintenance.ReportDeadlinesAsync(
            Sample.Client, Sample.Now, record => new InquiryChange(record with { DueReported = true }, [])));

        Assert.Contains("\"k1\"", exception.Message, StringComparison.Ordinal);
        Assert.True((await store.Inquiries.FindAsync(Sample.Client, RequestId.Parse("R-2")))!.DueReported);
        await store.DisposeAsync();
    }

    // More than a page of them, so that the place of the next page is not that of one that was read.
    [Fact]
    public async Task Lists_SomeInquiriesCannotBeRead_GiveAllOthersAndThenSaySo()
    {
        foreach (var key in new[] { "k1", "k2" })
        {
            await using var writer = await OpenAsync(new XorProtector(key));
            foreach (var i in Enumerable.Range(0, 70).Where(i => (i is 6 or 69) == (key == "k1")))
            {
                await writer.Inquiries.AddAsync(Sample.Inquiry($"R-{i}", createdAt: Sample.Now.AddMinutes(i)));
            }
        }

        await using var store = await OpenAsync(new XorProtector("k2"));
        var listed = new List<string>();
        var exception = await Assert.ThrowsAsync<UhitStoreException>(async () =>
        {
            await foreach (var record in store.Inquiries.ListAsync(Sample.Client, InquiryQuery.All))
            {
                listed.Add(record.RequestId.Value);
            }
        });
        var toPurge = new List<string>();
        await foreach (var id in store.Maintenance
            .ListInquiriesAsync(new PurgeTerms { Client = Sample.Client, RequestId = RequestId.Parse("R-6"), At = Sample.Now, Kinds = [] }))
        {
            toPurge.Add(id.Value);
        }

        Assert.Contains("\"k1\"", exception.Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 70).Reverse().Where(i => i is not (6 or 69)).Select(i => $"R-{i}"), listed);
        Assert.Equal(["R-6"], toPurge);
    }

    [Fact]
    public async Task UsePayloadProtector_BesideUseSqlite_IsTaken()
    {
        var services = new ServiceCollection();
        services.AddUhitClient("Production").UseSqlite(_file.Path).UsePayloadProtector(_ => new XorProtector("k9"));
        await using (var provider = services.BuildServiceProvider())
        {
            var store = provider.GetRequiredKeyedService<IUhitStore>("Production");
            await store.Maintenance.InitializeAsync();
            await store.Inquiries.AddAsync(Sample.Inquiry());
        }

        Assert.Equal("k9", await KeyIdAsync());
    }

    private async Task FillAsync(IPayloadProtector? protector, string requestId)
    {
        var store = await OpenAsync(protector);
        var record = Sample.Inquiry(requestId);
        var line = record.Inquiry.Lines[0];
        await store.Inquiries.AddAsync(record with
        {
            Inquiry = record.Inquiry with { Lines = [line with { Authorization = line.Authorization with { CustomerName = Canary } }] },
            Ledger = record.Ledger.Apply(new Abandoned(Sample.Now, Canary)),
        });
        var message =
            Sample.Message("M-" + requestId, requestId) with { UsageCount = 1, Part = new DeliveryPart(DeliveryId.Parse(Canary), 1, 1) };
        await store.Inbox.AppendUsageAsync(message.Receipt, 0, Sample.Usage(1, Canary));
        await store.Inbox.AppendBodyAsync(message.Receipt, 0, Encoding.UTF8.GetBytes(Canary));
        var answer = new Acknowledgement
        {
            RequestId = Sample.R1,
            ReceivedAt = Sample.Now,
            Status = AcknowledgementStatus.Accepted,
            Errors = [new ReportedError { Code = "A", Description = Canary }],
        };
        var added = Sample.Event("e/" + requestId);
        await store.Inbox.CommitAsync(
            message, current => new InquiryChange(current, [added with { Content = added.Content with { Acknowledgement = answer } }]));
        await store.DisposeAsync();
    }

    private static Task<DispatchClaim?> ClaimAsync(SqliteUhitStore store, DateTimeOffset now) =>
        store.Dispatch.ClaimAsync(new DispatchClaimRequest
        {
            Owner = "w",
            Clients = [Sample.Client],
            Kinds = [Sample.Event("k").Kind],
            Now = now,
            Lease = TimeSpan.FromSeconds(30),
        });

    private async Task<SqliteUhitStore> OpenAsync(IPayloadProtector? protector)
    {
        var store = _file.Open(protector: protector);
        await store.Maintenance.InitializeAsync();
        return store;
    }

    private static async Task<string> ReadAsync(SqliteUhitStore store, string requestId)
    {
        await foreach (var usage in store.Inbox.ReadUsageAsync(Sample.Client, RequestId.Parse(requestId)))
        {
            await using var body = await store.Inbox.OpenBodyAsync(usage.Receipt);
            var text = await new StreamReader(body).ReadToEndAsync();
            return Encoding.UTF8.GetString(usage.Content.Span) == text && usage.Part!.DeliveryId.Value == text ? text : "different";
        }

        return "none";
    }

    private async Task<string?> KeyIdAsync()
    {
        var store = await OpenAsync(null);
        var keyId = await store.Core.Readers.ReadAsync(session => session.Text("SELECT key_id FROM uhit_inquiry"), default);
        await store.DisposeAsync();
        return keyId;
    }

    private async Task<int> CountCanariesAsync()
    {
        var count = 0;
        foreach (var path in Directory.GetFiles(_file.DirectoryPath))
        {
            var bytes = await File.ReadAllBytesAsync(path);
            var canary = Encoding.UTF8.GetBytes(Canary);
            for (var at = bytes.AsSpan().IndexOf(canary); at >= 0; at = bytes.AsSpan(at + 1).IndexOf(canary) is >= 0 and var next
                ? at + 1 + next
                : -1)
            {
                count++;
            }
        }

        return count;
    }
}
