using System.Runtime.InteropServices;

namespace Uhit.Client.Reliability.Processes;

/// <summary>Signals to processes.</summary>
internal static class Signals
{
    private const int Killed = 9;

    private static int Stopped => OperatingSystem.IsMacOS() ? 17 : 19;

    private static int Continued => OperatingSystem.IsMacOS() ? 19 : 18;

    /// <summary>Ends this process at this very instruction: nothing is flushed, nothing is disposed.</summary>
    public static void KillSelf()
    {
        _ = kill(Environment.ProcessId, Killed);
        Environment.FailFast("SIGKILL did not end this process.");
    }

    public static void Kill(int process) => Send(process, Killed);

    /// <summary>Kills a process that may be gone by now.</summary>
    public static void TryKill(int process) => _ = kill(process, Killed);

    public static void Pause(int process) => Send(process, Stopped);

    public static void Resume(int process) => Send(process, Continued);

    private static void Send(int process, int signal)
    {
        if (kill(process, signal) != 0)
        {
            throw new InvalidOperationException(
                $"Signal {signal} could not be sent to process {process}: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    [DllImport("libc", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
