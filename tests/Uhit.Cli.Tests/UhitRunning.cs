using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;

namespace Uhit.Cli.Tests;

/// <summary>A run of the tool that has begun. Ended, whatever happens, when it is disposed.</summary>
internal abstract class UhitRunning : IAsyncDisposable
{
    /// <summary>No test waits longer for anything.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public string Output => string.Join('\n', _output);

    public string Errors => string.Join('\n', _errors);

    public IEnumerable<JsonElement> Json => _output.Select(line => JsonDocument.Parse(line).RootElement);

    /// <summary>Waits for its end.</summary>
    public async Task<UhitRun> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            return new UhitRun(await ExitAsync(limit.Token), Output, Errors);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Assert.Fail($"The tool did not end in time.\n{Output}\n{Errors}");
            throw;
        }
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

    /// <summary>Asks it to end, as a service manager does.</summary>
    public abstract void Terminate();

    public abstract ValueTask DisposeAsync();

    /// <returns>The exit code, once all output is there.</returns>
    protected abstract Task<int> ExitAsync(CancellationToken cancellationToken);

    protected void OnOutput(string line)
    {
        _output.Enqueue(line);
        _lines.Writer.TryWrite(line);
    }

    protected void OnOutputEnd() => _lines.Writer.TryComplete();

    protected void OnError(string line) => _errors.Enqueue(line);
}
