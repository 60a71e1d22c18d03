using System.Collections.Concurrent;
using Uhit.Client.Reliability.Disk;
using Uhit.Client.Sqlite;

namespace Uhit.Client.Reliability.Tests.Disk;

public sealed class DiskVfsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("uhit-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Script_SeesEveryCommitWrittenAndSynced()
    {
        var script = new Script();
        using var vfs = new DiskVfs(script);
        await using var store = await OpenAsync(vfs);
        script.Seen.Clear();

        await store.Inbox.AppendBodyAsync(NewReceipt(), 0, new byte[10_000], TestContext.Current.CancellationToken);

        var log = script.Seen.Where(seen => seen.File == DiskFile.Log).Select(seen => seen.Kind).ToList();
        Assert.Contains(DiskOperationKind.Write, log);
        Assert.Equal(DiskOperationKind.Sync, log[^1]);
    }

    [Theory]
    [InlineData(DiskOperationKind.Write, DiskCodes.Full)]
    [InlineData(DiskOperationKind.Write, DiskCodes.IoErrorWrite)]
    [InlineData(DiskOperationKind.Sync, DiskCodes.IoErrorSync)]
    public async Task Script_ThatFailsAnOperation_FailsTheWriteAndNothingAfterwards(object kind, int code)
    {
        var script = new Script();
        using var vfs = new DiskVfs(script);
        await using var store = await OpenAsync(vfs);
        var receipt = NewReceipt();
        script.Fails = (seen, file) => seen.Equals(kind) && file == DiskFile.Log ? code : 0;

        var exception = await Assert.ThrowsAsync<UhitStoreException>(
            () => store.Inbox.AppendBodyAsync(receipt, 0, new byte[100], TestContext.Current.CancellationToken));
        script.Fails = (_, _) => 0;
        await store.Inbox.AppendBodyAsync(receipt, 0, new byte[100], TestContext.Current.CancellationToken);

        Assert.True(exception.IsTransient);
        Assert.Equal(1, (await store.Maintenance.GetStatisticsAsync(null, TestContext.Current.CancellationToken)).StagedReceipts);
    }

    [Fact]
    public async Task TwoOfThem_InOneProcess_SeeOnlyTheirOwnFiles()
    {
        var (first, second) = (new Script(), new Script());
        using var one = new DiskVfs(first);
        using var two = new DiskVfs(second);
        await using var store = await OpenAsync(one, "one.db");
        await using var other = await OpenAsync(two, "two.db");

        Assert.All(first.Seen, seen => Assert.Contains("one.db", seen.Path, StringComparison.Ordinal));
        Assert.All(second.Seen, seen => Assert.Contains("two.db", seen.Path, StringComparison.Ordinal));
        Assert.NotEmpty(second.Seen);
    }

    private static ReceiptId NewReceipt() => new(Guid.CreateVersion7());

    private async Task<SqliteUhitStore> OpenAsync(DiskVfs vfs, string name = "uhit.db")
    {
        var store = new SqliteUhitStore(new SqliteStoreOptions { Path = Path.Combine(_folder, name), Vfs = vfs.Name });
        await store.Maintenance.InitializeAsync(TestContext.Current.CancellationToken);
        return store;
    }

    private sealed class Script : IDiskScript
    {
        public ConcurrentQueue<(DiskOperationKind Kind, DiskFile File, string Path)> Seen { get; } = new();

        public Func<DiskOperationKind, DiskFile, int> Fails { get; set; } = (_, _) => 0;

        public DiskVerdict Before(in DiskOperation operation)
        {
            Seen.Enqueue((operation.Kind, operation.File, operation.Path));
            return new DiskVerdict(Fails(operation.Kind, operation.File));
        }

        public void After(in DiskOperation operation, int code)
        {
        }
    }
}
