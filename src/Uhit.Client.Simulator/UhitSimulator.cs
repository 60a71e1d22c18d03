using Microsoft.AspNetCore.Builder;
using Uhit.Client.Simulator.Exchange;
using Uhit.Client.Simulator.Http;

namespace Uhit.Client.Simulator;

/// <summary>CNP's side of the exchange: takes inquiries over mutual TLS, validates them, and calls
/// back with synthetic usage over mutual TLS.</summary>
/// <remarks>
/// <para>Thread-safe. Everything it does follows from its options, the seed and the inquiries; only times follow from the clock.</para>
/// <para>It keeps every inquiry and every step until it is disposed: for tests and for trying things out.</para>
/// </remarks>
public sealed class UhitSimulator : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly InquiryDesk _desk;
    private readonly CallbackClient? _client;
    private readonly StepJournal _journal;
    private readonly ReportBook _report;
    private int _disposed;

    private UhitSimulator(
        WebApplication server, Uri inquiryUrl, InquiryDesk desk, CallbackClient? client, StepJournal journal, ReportBook report)
    {
        _server = server;
        InquiryUrl = inquiryUrl;
        _desk = desk;
        _client = client;
        _journal = journal;
        _report = report;
    }

    /// <summary>The address of the inquiry service, with the port that it really listens on.</summary>
    public Uri InquiryUrl { get; }

    /// <summary>Starts a simulator. When this returns it listens.</summary>
    /// <param name="options">Its settings.</param>
    /// <param name="cancellationToken">Ends the starting.</param>
    /// <exception cref="UhitConfigurationException">A setting is missing or wrong.</exception>
    /// <exception cref="UhitConfigurationException">The contract is a folder, and something in
    /// it has no way back: all of it is told.</exception>
    public static async Task<UhitSimulator> StartAsync(UhitSimulatorOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var journal = new StepJournal(options.TimeProvider, options.LoggerFactory);
        var report = new ReportBook();
        var client = options.CallsBack ? new CallbackClient(options) : null;
        var polling = options.Format.Polling is not null ? new PollDesk(options, journal, report) : null;
        var route = client is not null
            ? new CallbackSender(options, client, journal, report)
            : (ICallbackRoute?)polling ?? new AnswerRoute();
        var runner = new InquiryRunner(options, route, journal);
        var desk = new InquiryDesk(new InquiryRegister(options), runner, journal, report);
        try
        {
            var server = await InquiryServer.StartAsync(
                options, new InquiryHandler(options, desk, polling, journal, report).HandleAsync, cancellationToken).ConfigureAwait(false);
            return new UhitSimulator(server, InquiryServer.AddressOf(server, options), desk, client, journal, report);
        }
        catch
        {
            await desk.DisposeAsync().ConfigureAwait(false);
            client?.Dispose();
            throw;
        }
    }

    /// <summary>All steps from the first one on, then those to come, until the simulator is disposed.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public IAsyncEnumerable<SimulatorStep> ReadStepsAsync(CancellationToken cancellationToken = default) =>
        _journal.ReadAsync(cancellationToken);

    /// <summary>The first step that meets a condition, past or to come.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">The simulator was disposed before there was such a step.</exception>
    public async Task<SimulatorStep> WaitForStepAsync(Func<SimulatorStep, bool> condition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        await foreach (var step in ReadStepsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (condition(step))
            {
                return step;
            }
        }

        throw new InvalidOperationException("The simulator was disposed before the step that was waited for.");
    }

    /// <summary>Waits until nothing more will come for an inquiry, which may still have to arrive.</summary>
    /// <param name="requestId">The inquiry.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<SimulatorStep> WaitForCompletionAsync(RequestId requestId, CancellationToken cancellationToken = default) =>
        WaitForStepAsync(step => step.Kind == SimulatorStepKind.InquiryCompleted && step.RequestId == requestId, cancellationToken);

    /// <summary>What was delivered so far.</summary>
    public SimulatorReport GetReport() => _report.Read();

    /// <summary>Stops listening, breaks off callbacks that are on their way, and ends all readers of steps.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _desk.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
        _client?.Dispose();
        _journal.Close();
    }
}
