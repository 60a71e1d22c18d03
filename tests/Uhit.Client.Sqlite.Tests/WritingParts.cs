using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Uhit.Client.Relational;
using Uhit.Client.Sqlite.Connections;
using Uhit.Client.Sqlite.Writing;

namespace Uhit.Client.Sqlite.Tests;

/// <summary>What the parts of a store that write are made of, on a file with the store's tables that nobody has open.</summary>
internal sealed class WritingParts : IDisposable
{
    private readonly SqliteStoreFile _file = new();

    private WritingParts()
    {
        Options = new SqliteStoreOptions { Path = _file.Path, BusyTimeout = TimeSpan.FromSeconds(1) };
        Factory = new SqliteSessionFactory(Options, new PayloadProtection(null));
        Readers = new SqliteReaders(Factory, 2);
    }

    public SqliteStoreOptions Options { get; }

    public SqliteSessionFactory Factory { get; }

    public SqliteReaders Readers { get; }

    public WriteTurn Turn { get; } = new();

    /// <summary>Whether nobody has the file open.</summary>
    public bool IsClosed
    {
        get
        {
            using var alone = Factory.TryOpenAlone();
            return alone is not null;
        }
    }

    public long? Rows => Readers.Read(session => session.Number("SELECT count(*) FROM uhit_stream"));

    public static async Task<WritingParts> OpenAsync()
    {
        var parts = new WritingParts();
        await (await parts._file.OpenReadyAsync()).DisposeAsync();
        return parts;
    }

    public static void Write(SqliteSession session, string client) =>
        session.Execute("INSERT INTO uhit_stream (client, request_id) VALUES ($1, 'R-1')", client);

    public LogWriteBack Log(ILogger? logger = null) => new(Factory, Readers, 1000, logger ?? NullLogger.Instance);

    public SqliteWriter Writer(LogWriteBack log, int maxGroup = 64) => new(Factory, log, maxGroup, Turn, NullLogger.Instance);

    public void Dispose()
    {
        Readers.Dispose();
        _file.Dispose();
    }
}
