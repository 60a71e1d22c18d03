using System.Diagnostics;
using System.Globalization;

namespace Uhit.Client.Reliability.Processes;

/// <summary>A process of ours that kills the children it is told of when we are gone: one that is
/// stopped can't see that its parent has ended.</summary>
internal sealed class ChildGuard : IDisposable
{
    public const string Role = "guard";
    private readonly Process _process;

    private ChildGuard(Process process) => _process = process;

    public static ChildGuard Start() => new(Process.Start(
        new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Uhit.Client.Reliability"), ["host", Role])
        {
            RedirectStandardInput = true,
        })!);

    /// <summary>What the guard itself does.</summary>
    public static void Run()
    {
        var watched = new HashSet<int>();
        while (Console.In.ReadLine() is { } line)
        {
            var id = int.Parse(line, CultureInfo.InvariantCulture);
            _ = id > 0 ? watched.Add(id) : watched.Remove(-id);
        }

        foreach (var id in watched)
        {
            Signals.TryKill(id);
        }
    }

    public void Watch(int process) => Tell(process);

    public void Forget(int process) => Tell(-process);

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Tell(int process)
    {
        _process.StandardInput.WriteLine(process);
        _process.StandardInput.Flush();
    }
}
