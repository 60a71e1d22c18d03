using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading.Channels;

namespace Uhit.Cli.Tests;

/// <summary>The tool as a process of its own. Ended, whatever happens, when it is disposed.</summary>
internal sealed partial class UhitProcess : IAsyncDisposable
{
    /// <summary>No test waits longer for anything.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const int Sigterm = 15;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    private UhitProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => OnOutput(line.Data);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null)
            {
                _errors.Enqueue(line.Data);
            }
        };
    }

    public string Output => string.Join('\n', _output);

    public string Errors => string.Join('\n', _errors);

    public IEnumerable<JsonElement> Json => _output.Select(line => JsonDocument.Parse(line).RootElement);

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

    public async Task<UhitRun> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The tool did not end in time.\n{Output}\n{Errors}");
        }

        return new UhitRun(_process.ExitCode, Output, Errors);
    }

    /// <summary>Waits for a line of output, from the one after the last that was waited for.</summary>
    public async Task<string> LineAsync(Func<string, bool> isIt)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(limit.Token))
            {
                if (isIt(line))
                {
                    return line;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told below.
        }

        Assert.Fail($"The line that was waited for did not come.\n{Output}\n{Errors}");
        return string.Empty;
    }

    /// <summary>The address that it listens on, once it does.</summary>
    public async Task<string> UrlAsync() => (await JsonAsync("listening")).GetProperty("url").GetString()!;

    public async Task<JsonElement> JsonAsync(string type) =>
        JsonDocument.Parse(
            await LineAsync(line => JsonDocument.Parse(line).RootElement.GetProperty("type").GetString() == type)).RootElement;

    /// <summary>Asks the process to end, as a service manager does; on Unix only.</summary>
    public void Terminate()
    {
        if (SendSignal(_process.Id, Sigterm) != 0)
        {
            throw new InvalidOperationException("The signal was not sent.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int processId, int signal);

    private void OnOutput(string? line)
    {
        if (line is null)
        {
            _lines.Writer.TryComplete();
            return;
        }

        _output.Enqueue(line);
        _lines.Writer.TryWrite(line);
    }
}
