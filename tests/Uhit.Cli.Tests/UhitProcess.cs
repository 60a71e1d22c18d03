using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Uhit.Cli.Tests;

/// <summary>The tool as a process of its own: for signals, the environment of the process, two processes on one store, and a smoke test of
/// each verb. All else runs it as <see cref="UhitTool"/>.</summary>
internal sealed partial class UhitProcess : UhitRunning
{
    private const int Sigterm = 15;

    private readonly Process _process;

    private UhitProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                OnOutputEnd();
            }
            else
            {
                OnOutput(line.Data);
            }
        };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null)
            {
                OnError(line.Data);
            }
        };
    }

    public static UhitProcess Start(params string[] arguments) => Start(new Dictionary<string, string?>(), arguments);

    public static UhitProcess Start(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "uhit.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = new UhitProcess(new Process { StartInfo = start });
        process._process.Start();
        process._process.BeginOutputReadLine();
        process._process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Runs the tool to its end.</summary>
    public static async Task<UhitRun> RunAsync(params string[] arguments)
    {
        await using var process = Start(arguments);
        return await process.EndAsync();
    }

    public override void Terminate()
    {
        if (SendSignal(_process.Id, Sigterm) != 0)
        {
            throw new InvalidOperationException("The signal was not sent.");
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    protected override async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);
}
