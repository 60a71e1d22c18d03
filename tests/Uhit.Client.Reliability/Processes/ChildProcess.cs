using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Uhit.Client.Reliability.Hosting;

namespace Uhit.Client.Reliability.Processes;

/// <summary>A process of ours that is there to be killed: this program again, in one of its roles. It tells what
/// happens line by line on its standard output.</summary>
/// <remarks>It ends by itself when its standard input ends, so it never outlives us, however we end.</remarks>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<string> _errors = new();

    private ChildProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? string.Empty);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>What it wrote on its standard error: only where something unexpected happened.</summary>
    public string Errors => string.Join(Environment.NewLine, _errors.Where(line => line.Length > 0));

    /// <summary>Starts the program in a role.</summary>
    public static ChildProcess Start(string role, HostSettings settings)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Uhit.Client.Reliability"), ["host", role])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // It lives for a second or so: code that is compiled once, quickly, is what it needs.
        start.Environment["DOTNET_TieredPGO"] = "0";

        // Its diagnostics leave files behind when it is killed.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        var child = new ChildProcess(Process.Start(start)!);
        child.Tell(settings.ToLine());
        return child;
    }

    /// <summary>Sends it a line.</summary>
    public void Tell(string line)
    {
        try
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It is dead: whoever waits for an answer sees that.
        }
    }

    /// <summary>Takes its lines until one begins with a word.</summary>
    /// <returns>The rest of that line; <see langword="null"/> where it ended before.</returns>
    public async Task<string?> WaitForAsync(string word, CancellationToken cancellationToken = default)
    {
        await foreach (var line in ReadLinesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (line == word || line.StartsWith(word + " ", StringComparison.Ordinal))
            {
                return line[word.Length..].TrimStart();
            }
        }

        return null;
    }

    /// <summary>As <see cref="WaitForAsync"/>, for a child that has no reason to end.</summary>
    public async Task<string> RequireAsync(string word, CancellationToken cancellationToken = default)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await WaitForAsync(word, either.Token).ConfigureAwait(false)
                ?? throw new InvalidOperationException($"A child process ended before it said \"{word}\": {Errors}");
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException($"A child process has not said \"{word}\" for {Patience}: {Errors}");
        }
    }

    /// <summary>Its lines, until it ends.</summary>
    public IAsyncEnumerable<string> ReadLinesAsync(CancellationToken cancellationToken = default) =>
        _lines.Reader.ReadAllAsync(cancellationToken);

    public void Kill() => Signals.Kill(_process.Id);

    public void Pause() => Signals.Pause(_process.Id);

    public void Resume() => Signals.Resume(_process.Id);

    /// <summary>Kills it where it still runs, and waits until it is gone and all that it said has come.</summary>
    public async Task EndAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync().ConfigureAwait(false);
    }

    /// <summary>Waits until it has killed itself.</summary>
    public async Task WaitForEndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"A child process has not ended for {Patience}: {Errors}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            _lines.Writer.TryComplete();
        }
        else
        {
            _lines.Writer.TryWrite(line);
        }
    }
}
