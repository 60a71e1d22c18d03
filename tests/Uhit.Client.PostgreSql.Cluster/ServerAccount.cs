using System.Diagnostics;

namespace Uhit.Client.PostgreSql.Cluster;

/// <summary>Who the server runs as: the server refuses to be root.</summary>
internal static class ServerAccount
{
    private const string Name = "postgres";

    /// <summary>The beginning of a command line that runs the rest as the server's account.</summary>
    public static IReadOnlyList<string> Prefix => Environment.IsPrivilegedProcess
        ? File.Exists("/usr/bin/setpriv")
            ? ["setpriv", "--reuid=" + Name, "--regid=" + Name, "--clear-groups", "--"]
            : ["runuser", "-u", Name, "--"]
        : [];

    /// <summary>Makes a new directory that only the account can look into.</summary>
    public static async Task<string> CreateDirectoryAsync(CancellationToken cancellationToken)
    {
        // Directly under /tmp: a socket's path may have a hundred characters.
        var directory = Directory.CreateTempSubdirectory("uhit-pg-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync(["chown", Name + ":" + Name, directory], cancellationToken).ConfigureAwait(false);
        }

        return directory;
    }

    /// <summary>Runs a command to its end; what it printed is in the exception where it fails.</summary>
    public static async Task RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        using var process = Start(command, redirectInput: false);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{string.Join(' ', command)} ended "
                    + $"with {process.ExitCode}: {await output.ConfigureAwait(false)}{await error.ConfigureAwait(false)}");
        }
    }

    public static Process Start(IReadOnlyList<string> command, bool redirectInput)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = redirectInput,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        return Process.Start(start)!;
    }
}
