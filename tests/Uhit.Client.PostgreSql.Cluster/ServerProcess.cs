using System.Diagnostics;

namespace Uhit.Client.PostgreSql.Cluster;

/// <summary>A running server under a shell that watches us: when our end of the pipe closes, however we ended, it
/// stops the server and takes the directory away.</summary>
internal sealed class ServerProcess : IDisposable
{
    // A line says how to stop; the end of the input says that we are gone. The shell outlives a ctrl-C, which goes to the whole group.
    private const string Watchdog = """
        trap '' INT TERM HUP
        "$1" -D "$2/data" -k "$2" >>"$2/server.log" 2>&1 &
        server=$!
        if read -r order; then
          kill -s "$order" "$server" 2>/dev/null
          wait "$server"
        else
          kill -s QUIT "$server" 2>/dev/null
          wait "$server"
          rm -rf "$2"
        fi
        """;

    private readonly Process _shell;

    private ServerProcess(Process shell) => _shell = shell;

    public static ServerProcess Start(PostgresBinaries binaries, string directory) => new(ServerAccount.Start(
        [.. ServerAccount.Prefix, "/bin/sh", "-c", Watchdog, "uhit-postgres", binaries.Program("postgres"), directory],
        redirectInput: true));

    public bool HasEnded => _shell.HasExited;

    /// <summary>Stops the server and waits for its end.</summary>
    /// <param name="signal">INT: at once, sessions are ended, what is committed is written out. QUIT: as when the power goes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task StopAsync(string signal, CancellationToken cancellationToken)
    {
        await _shell.StandardInput.WriteLineAsync(signal.AsMemory(), cancellationToken).ConfigureAwait(false);
        await _shell.StandardInput.FlushAsync(cancellationToken).ConfigureAwait(false);
        await _shell.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the server at once and takes its directory away.</summary>
    public async Task EndAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync().ConfigureAwait(false);
    }

    public void Dispose() => _shell.Dispose();
}
