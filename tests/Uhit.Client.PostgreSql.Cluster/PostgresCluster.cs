using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace Uhit.Client.PostgreSql.Cluster;

/// <summary>A throwaway PostgreSQL server of its own, reached by a socket in its own directory; gone when it is
/// disposed, or when this process ends in any way.</summary>
/// <remarks>It is as durable as a real one (fsync on). Its default collation is English, not "C": what compares text by the rules of a
/// language shows. Thread-safe, but for stopping and starting.</remarks>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string User = "uhit";
    private readonly PostgresBinaries _binaries;
    private readonly string _directory;
    private readonly string _password;
    private ServerProcess? _server;
    private int _databases;

    private PostgresCluster(PostgresBinaries binaries, string directory, string password)
    {
        _binaries = binaries;
        _directory = directory;
        _password = password;
    }

    /// <summary>What the server wrote into its log.</summary>
    public string ServerLog => File.Exists(LogFile) ? File.ReadAllText(LogFile) : string.Empty;

    /// <summary>Makes a cluster and starts it.</summary>
    /// <param name="binaries">From <see cref="PostgresBinaries.Find"/>.</param>
    /// <param name="settings">Lines for postgresql.conf, such as <c>max_connections = 20</c>; they win over ours.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<PostgresCluster> StartAsync(
        PostgresBinaries binaries, IEnumerable<string>? settings = null, CancellationToken cancellationToken = default)
    {
        var cluster = new PostgresCluster(
            binaries, await ServerAccount.CreateDirectoryAsync(cancellationToken).ConfigureAwait(false),
            RandomNumberGenerator.GetHexString(32));
        try
        {
            await cluster.InitializeAsync(settings ?? [], cancellationToken).ConfigureAwait(false);
            await cluster.StartAgainAsync(cancellationToken).ConfigureAwait(false);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A connection string for a database, as the superuser.</summary>
    public string ConnectionString(string database = "postgres") => new NpgsqlConnectionStringBuilder
    {
        Host = _directory,
        Username = User,
        Password = _password,
        Database = database,
        Timeout = 30,
    }.ConnectionString;

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var name = "db" + Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture);
        await ExecuteAsync("CREATE DATABASE " + name, cancellationToken: cancellationToken).ConfigureAwait(false);
        return ConnectionString(name);
    }

    /// <summary>Runs a statement as the superuser.</summary>
    public async Task ExecuteAsync(string sql, string? connectionString = null, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(Unpooled(connectionString));
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the server.</summary>
    /// <param name="immediate">As when the power goes: what is not on the disk is lost, and the next start recovers from the log.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task StopAsync(bool immediate = false, CancellationToken cancellationToken = default)
    {
        if (_server is { } server)
        {
            await server.StopAsync(immediate ? "QUIT" : "INT", cancellationToken).ConfigureAwait(false);
            server.Dispose();
            _server = null;
        }
    }

    /// <summary>Starts the server after <see cref="StopAsync"/>, under the same connection strings.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        _server ??= ServerProcess.Start(_binaries, _directory);
        while (!await AnswersAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_server.HasEnded)
            {
                throw new InvalidOperationException("The PostgreSQL server did not start: " + ServerLog);
            }

            // The server has no signal for "ready" that needs no polling.
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops and starts the server.</summary>
    public async Task RestartAsync(bool immediate = false, CancellationToken cancellationToken = default)
    {
        await StopAsync(immediate, cancellationToken).ConfigureAwait(false);
        await StartAgainAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the server and takes its directory away.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.EndAsync().ConfigureAwait(false);
            server.Dispose();
            _server = null;
        }

        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    private string LogFile => Path.Combine(_directory, "server.log");

    private static IEnumerable<string> Settings =>
    [
        "listen_addresses = ''",
        "max_connections = 300",
        "shared_buffers = 128MB",
        "fsync = on",
        "full_page_writes = on",
        "synchronous_commit = on",
        "log_min_messages = warning",
    ];

    private async Task InitializeAsync(IEnumerable<string> settings, CancellationToken cancellationToken)
    {
        var passwordFile = Path.Combine(_directory, "password");
        var data = Path.Combine(_directory, "data");
        await File.WriteAllTextAsync(passwordFile, _password, cancellationToken).ConfigureAwait(false);
        await ServerAccount.RunAsync(
            [
                .. ServerAccount.Prefix, _binaries.Program("initdb"), "--pgdata=" + data, "--username=" + User, "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=en-US", "--no-sync", "--no-instructions",
            ],
            cancellationToken).ConfigureAwait(false);
        File.Delete(passwordFile);
        await File.AppendAllLinesAsync(
            Path.Combine(data, "postgresql.conf"), Settings.Concat(settings), cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync("SELECT 1", cancellationToken: cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private string Unpooled(string? connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString ?? ConnectionString()) { Pooling = false }.ConnectionString;
}
