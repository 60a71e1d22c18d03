using Microsoft.Data.Sqlite;
using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;

namespace Uhit.Client.Sqlite.Tests;

public sealed class SqliteSessionTests : IDisposable
{
    private readonly SqliteStoreFile _file = new();
    private readonly SqliteSessionFactory _factory;

    public SqliteSessionTests() => _factory = new SqliteSessionFactory(
        new SqliteStoreOptions { Path = _file.Path, BusyTimeout = TimeSpan.FromSeconds(7) }, new PayloadProtection(null));

    private string WalPath => _file.Path + "-wal";

    public void Dispose() => _file.Dispose();

    // The promises rest on them: nothing is lost with the power, and nothing that is deleted stays readable.
    [Fact]
    public async Task Open_ToWriteOrToRead_HasEverySetting()
    {
        await (await _file.OpenReadyAsync()).DisposeAsync();
        using var writer = _factory.OpenWriter();
        using var reader = _factory.OpenReader();

        Assert.Equal(
            "journal_mode=wal synchronous=2 foreign_keys=1 fullfsync=1 checkpoint_fullfsync=1 temp_store=2 busy_timeout=7000 query_only=0 "
            + "secure_delete=1 auto_vacuum=2 wal_autocheckpoint=0 journal_size_limit=67108864",
            Settings(
                writer, "journal_mode", "synchronous", "foreign_keys", "fullfsync", "checkpoint_fullfsync", "temp_store", "busy_timeout",
                "query_only", "secure_delete", "auto_vacuum", "wal_autocheckpoint", "journal_size_limit"));
        Assert.Equal(
            "journal_mode=wal synchronous=2 foreign_keys=1 fullfsync=1 checkpoint_fullfsync=1 temp_store=2 busy_timeout=7000 query_only=1",
            Settings(
                reader, "journal_mode", "synchronous", "foreign_keys", "fullfsync", "checkpoint_fullfsync", "temp_store", "busy_timeout",
                "query_only"));
    }

    [Fact]
    public async Task TryOpenAlone_OnlyWhereNobodyElseHasTheFile()
    {
        await (await _file.OpenReadyAsync()).DisposeAsync();
        using (var other = _factory.OpenReader())
        {
            other.Number("SELECT version FROM uhit_schema");

            Assert.Null(_factory.TryOpenAlone());
        }

        using var alone = _factory.TryOpenAlone();
        Assert.Equal("exclusive", alone!.Text("PRAGMA locking_mode"));
    }

    [Fact]
    public async Task WriteBack_AnotherReadsTheLog_IsNotDone_AndIsAsPatientAsBefore()
    {
        await (await _file.OpenReadyAsync()).DisposeAsync();
        using var session = _factory.OpenWriter();
        using (var other = _factory.OpenReader())
        {
            other.Script("BEGIN; SELECT version FROM uhit_schema");
            Write(session, "c");

            Assert.False(session.WriteBack(TimeSpan.Zero));
            Assert.Equal(7000, session.Number("PRAGMA busy_timeout"));
            Assert.True(new FileInfo(WalPath).Length > 0);
        }

        Assert.True(session.WriteBack(TimeSpan.Zero));
        Assert.Equal(0, new FileInfo(WalPath).Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispose_OfTheLastConnection_WritesTheLogBackUnlessItMustStay(bool mustStay)
    {
        await (await _file.OpenReadyAsync()).DisposeAsync();
        using (var session = _factory.OpenWriter())
        {
            Write(session, "c");
            _factory.Log.MustStay = mustStay;
        }

        Assert.Equal(mustStay, File.Exists(WalPath));
    }

    [Fact]
    public async Task TakePagesWritten_CountsSinceItWasAskedLast()
    {
        await (await _file.OpenReadyAsync()).DisposeAsync();
        using var session = _factory.OpenWriter();
        session.TakePagesWritten();
        Write(session, "c");

        Assert.True(session.TakePagesWritten() > 0);
        Assert.Equal(0, session.TakePagesWritten());
    }

    [Fact]
    public async Task Undo_TakesBackWhatWasWrittenSinceSave_AndNothingElse()
    {
        await (await _file.OpenReadyAsync()).DisposeAsync();
        using var session = _factory.OpenWriter();
        session.Begin();
        session.Execute(InsertSql, "kept");
        session.Save();
        session.Execute(InsertSql, "taken back");
        session.Undo();
        session.Save();
        session.Execute(InsertSql, "kept too");
        session.Keep();
        Assert.False(session.IsTransactionLost);
        session.Commit();
        session.Begin();
        session.Execute(InsertSql, "rolled back");
        session.Rollback();

        Assert.True(session.IsTransactionLost);
        Assert.Equal(
            ["kept", "kept too"], session.Query("SELECT client FROM uhit_stream ORDER BY client", reader => reader.GetString(0)));
    }

    // A command would be silent about it.
    [Fact]
    public async Task Script_AStatementBehindOneThatGivesARowFails_Throws()
    {
        await (await _file.OpenReadyAsync()).DisposeAsync();
        using var session = _factory.OpenWriter();

        Assert.Throws<SqliteException>(() => session.Script("SELECT 1; SELECT nothing_of_that_name"));
    }

    [Fact]
    public async Task Readers_OneFails_TheOthersGoOnAndItsConnectionIsNotUsedAgain()
    {
        await (await _file.OpenReadyAsync()).DisposeAsync();
        using var readers = new SqliteReaders(_factory, 1);
        var first = await readers.ReadAsync(session => session, default);
        Assert.Same(first, readers.Read(session => session));

        await Assert.ThrowsAsync<FormatException>(() => readers.ReadAsync<int>(_ => throw new FormatException(), default));
        var store = await Assert.ThrowsAsync<UhitStoreException>(
            () => readers.ReadAsync<int>(_ => throw new SqliteException("from SQLite", SqliteErrors.InputOutput), default));

        Assert.True(store.IsTransient);
        Assert.NotSame(first, await readers.ReadAsync(session => session, default));
    }

    [Fact]
    public async Task Readers_Paused_LetNobodyReadUntilTheyGoOn()
    {
        await (await _file.OpenReadyAsync()).DisposeAsync();
        using var readers = new SqliteReaders(_factory, 2);
        await readers.ReadAsync(session => session.Number("SELECT version FROM uhit_schema"), default);

        readers.Pause();

        // Their connections are closed too.
        using (var alone = _factory.TryOpenAlone())
        {
            Assert.NotNull(alone);
        }

        using var stop = new CancellationTokenSource();
        var waiting = readers.ReadAsync(session => session.Number("SELECT 1"), stop.Token);
        Assert.False(waiting.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        readers.Resume();
        var both = await Task.WhenAll(
            readers.ReadAsync(session => session.Number("SELECT 1"), default),
            readers.ReadAsync(session => session.Number("SELECT 2"), default));
        Assert.Equal([1, 2], both);
    }

    [Fact]
    public async Task Readers_Disposed_CloseEvenWhatIsReadMeanwhile()
    {
        await (await _file.OpenReadyAsync()).DisposeAsync();
        var readers = new SqliteReaders(_factory, 1);
        await readers.ReadAsync(
            session =>
            {
                readers.Dispose();
                return session.Number("SELECT version FROM uhit_schema");
            },
            default);

        using var alone = _factory.TryOpenAlone();
        Assert.NotNull(alone);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => readers.ReadAsync(_ => 1, default));
    }

    private const string InsertSql = "INSERT INTO uhit_stream (client, request_id) VALUES ($1, 'R-1')";

    private static void Write(SqliteSession session, string client)
    {
        session.Begin();
        session.Execute(InsertSql, client);
        session.Commit();
    }

    private static string Settings(SqliteSession session, params string[] names) =>
        string.Join(' ', names.Select(name => $"{name}={session.Text("PRAGMA " + name)}"));
}
