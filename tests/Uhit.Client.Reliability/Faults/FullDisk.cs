using System.Diagnostics;
using Uhit.Client.Reliability.Load;
using Uhit.Client.Sqlite;
using Uhit.Client.Testing;

namespace Uhit.Client.Reliability.Faults;

/// <summary>A real disk that is full: a file system in memory of a few MiB, mounted for the run. Needs the right to mount.</summary>
internal sealed class FullDisk : IDisposable
{
    private const int Mebibytes = 6;

    private readonly TemporaryFolder _folder = new();
    private readonly bool _isMounted;

    public FullDisk() =>
        _isMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={Mebibytes}m", "tmpfs", _folder.Path);

    /// <summary>Whether there is one.</summary>
    public bool IsMounted => _isMounted;

    /// <summary>Sends until the disk is full, makes room, and sends again what was refused.</summary>
    public async Task<FaultFigures> RunAsync(int seed, CancellationToken cancellationToken = default)
    {
        const int Ballast = 2 << 20;
        var figures = new FaultFigures { Injections = 1 };
        var given = new List<Given>();
        var ballast = Path.Combine(_folder.Path, "ballast");
        using var certificates = new ThrowawayCertificates();
        var plan = new LoadPlan(seed, TimeProvider.System);
        var host = new LoadReceiver(new SqliteUhitStore(new SqliteStoreOptions { Path = _folder.Database }), certificates, new Effects());
        await using (host.ConfigureAwait(false))
        {
            await host.StartDispatcherAsync(cancellationToken).ConfigureAwait(false);
            await File.WriteAllBytesAsync(ballast, new byte[Ballast], cancellationToken).ConfigureAwait(false);
            var inquiries = Enumerable.Range(0, 8).Select(i => plan.Next(i, days: 1, noise: 300_000)).ToList();
            foreach (var inquiry in inquiries)
            {
                await host.Store.Inquiries.AddAsync(inquiry.Record, cancellationToken).ConfigureAwait(false);
            }

            var refused = await SendAsync(
                host, inquiries.SelectMany(inquiry => inquiry.Messages), given, figures, cancellationToken).ConfigureAwait(false);
            figures.Refused = refused.Count;

            // The same store, while it is open: somebody makes room.
            File.Delete(ballast);
            Run("mount", "-o", "remount,size=64m", _folder.Path);
            foreach (var message in await SendAsync(host, refused, given, figures, cancellationToken).ConfigureAwait(false))
            {
                figures.Add($"full disk: {message.Key} was not taken after there was room again");
            }
        }

        var reopened = new SqliteUhitStore(new SqliteStoreOptions { Path = _folder.Database });
        await using (reopened.ConfigureAwait(false))
        {
            await reopened.Maintenance.InitializeAsync(cancellationToken).ConfigureAwait(false);
            foreach (var wrong in await new StoreCheck(reopened).RunAsync(given, cancellationToken).ConfigureAwait(false))
            {
                figures.Add("full disk: " + wrong);
            }
        }

        (figures.Accepted, figures.Checked) = (given.Count, given.Count);
        return figures;
    }

    public void Dispose()
    {
        if (_isMounted)
        {
            Run("umount", _folder.Path);
        }

        _folder.Dispose();
    }

    private static async Task<List<LoadMessage>> SendAsync(
        LoadReceiver host, IEnumerable<LoadMessage> messages, List<Given> given, FaultFigures figures, CancellationToken cancellationToken)
    {
        var refused = new List<LoadMessage>();
        foreach (var message in messages)
        {
            var response = await host.SendAsync(message, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == 200)
            {
                given.Add(new Given(message, response.Body.ToArray(), 0));
                continue;
            }

            refused.Add(message);
            if (!response.Headers.Any(header => header.Key == "Retry-After"))
            {
                figures.Add($"full disk: {message.Key} was answered with status {response.StatusCode}, without being asked to come again");
            }
        }

        return refused;
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
