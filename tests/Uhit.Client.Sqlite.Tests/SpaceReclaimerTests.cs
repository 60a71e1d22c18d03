using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Sqlite.Writing;

namespace Uhit.Client.Sqlite.Tests;

/// <summary>In whose turn space is given back, and how that ends. What is given back is in <see cref="SpaceTests"/>.</summary>
public sealed class SpaceReclaimerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private WritingParts _parts = null!;
    private LogWriteBack _log = null!;
    private SqliteWriter _writer = null!;

    public async ValueTask InitializeAsync()
    {
        _parts = await WritingParts.OpenAsync();
        _log = _parts.Log();
        _writer = _parts.Writer(_log);
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _log.Dispose();
        _parts.Dispose();
    }

    [Fact]
    public async Task RunAsync_AHandlerHasTheTurn_WaitsForIt()
    {
        await using var reclaimer = Reclaimer(NullLogger.Instance);
        Assert.True(await reclaimer.RunAsync(default));
        using var cancellation = new CancellationTokenSource();
        await _parts.Turn.EnterHandlerAsync(default);
        var running = reclaimer.RunAsync(cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        _parts.Turn.Exit();
        Assert.True(await reclaimer.RunAsync(default));
    }

    [Fact]
    public async Task DisposeAsync_WhileItIsAtWork_WaitsForItsEnd()
    {
        using var logger = new GatedLogger();
        var reclaimer = Reclaimer(logger);
        _parts.Options.AfterOpen = "SELECT nothing_of_that_name";
        reclaimer.Ask(wipes: true);
        await logger.HasBegun.WaitAsync(Patience, TestContext.Current.CancellationToken);

        var disposing = reclaimer.DisposeAsync().AsTask();
        Assert.False(disposing.IsCompleted);

        logger.Gate.Set();
        await disposing.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.True(reclaimer.Idle.IsCompleted);
    }

    [Fact]
    public async Task DisposeAsync_WhileItWaitsForItsNextTry_EndsAtOnce()
    {
        var reclaimer = Reclaimer(NullLogger.Instance);
        _parts.Options.AfterOpen = "SELECT nothing_of_that_name";
        Assert.False(await reclaimer.RunAsync(default));

        await reclaimer.DisposeAsync().AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    private SpaceReclaimer Reclaimer(ILogger logger) =>
        new(_parts.Factory, _parts.Readers, _writer, _log, _parts.Turn, new FakeTimeProvider(), logger);

    /// <summary>Keeps whoever logs until the gate is opened.</summary>
    private sealed class GatedLogger : ILogger, IDisposable
    {
        private readonly TaskCompletionSource _hasBegun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task HasBegun => _hasBegun.Task;

        public ManualResetEventSlim Gate { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            _hasBegun.TrySetResult();
            Gate.Wait(Patience);
        }

        public void Dispose() => Gate.Dispose();
    }
}
