using Uhit.Client.Wire;

namespace Uhit.Client.Simulator.Exchange;

/// <summary>Runs what comes after an inquiry, as the scenario says.</summary>
internal sealed class InquiryRunner(UhitSimulatorOptions options, ICallbackRoute sender, StepJournal journal) : IDisposable
{
    private readonly CallbackFactory _factory = new(options);
    private readonly SemaphoreSlim _slots = new(options.MaxConcurrentInquiries);

    private SimulatorScenario Scenario => options.Scenario;

    public async Task RunAsync(SimulatedInquiry inquiry, CancellationToken cancellationToken)
    {
        try
        {
            await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await CallAsync(inquiry, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _slots.Release();
            }

            journal.Add(CompletedStep(inquiry));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            journal.Broke(inquiry, exception);
            journal.Add(
                CompletedStep(inquiry) with
                {
                    Remark = "broken off by " + (exception is WireFormatException format
                        ? $"{nameof(WireFormatException)}: {format.Code} at {format.Path}"
                        : exception.GetType().Name),
                });
        }
        finally
        {
            inquiry.Completed.TrySetResult();
        }
    }

    public void Dispose() => _slots.Dispose();

    private static SimulatorStep CompletedStep(SimulatedInquiry inquiry) => new()
    {
        Kind = SimulatorStepKind.InquiryCompleted,
        AuthenticationId = inquiry.AuthenticationId,
        RequestId = inquiry.RequestId,
        Status = inquiry.Answer.Status,
    };

    private async Task CallAsync(SimulatedInquiry inquiry, CancellationToken cancellationToken)
    {
        if (Scenario.AcknowledgeByCallback)
        {
            await SendAsync(_factory.Acknowledgement(inquiry), cancellationToken).ConfigureAwait(false);
        }

        if (Scenario.Silent || inquiry.Answer.Status == AcknowledgementStatus.Rejected)
        {
            return;
        }

        if (Scenario.DataBeforeValidation)
        {
            await DelayAsync(DeliveryDelay, cancellationToken).ConfigureAwait(false);
            await DeliverAsync(inquiry, cancellationToken).ConfigureAwait(false);
            await DelayAsync(ValidationDelay, cancellationToken).ConfigureAwait(false);
            await ValidateAsync(inquiry, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await DelayAsync(ValidationDelay, cancellationToken).ConfigureAwait(false);
            await ValidateAsync(inquiry, cancellationToken).ConfigureAwait(false);
            await DelayAsync(DeliveryDelay, cancellationToken).ConfigureAwait(false);
            await DeliverAsync(inquiry, cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan ValidationDelay => Scenario.ValidationDelay ?? options.ValidationDelay;

    private TimeSpan DeliveryDelay => Scenario.DeliveryDelay ?? options.DeliveryDelay;

    private async Task ValidateAsync(SimulatedInquiry inquiry, CancellationToken cancellationToken)
    {
        foreach (var validation in _factory.Validations(inquiry))
        {
            await SendAsync(validation, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DeliverAsync(SimulatedInquiry inquiry, CancellationToken cancellationToken)
    {
        var asOf = _factory.Today();
        var parts = _factory.Deliveries(inquiry);
        foreach (var part in parts)
        {
            await SendAsync(part, cancellationToken).ConfigureAwait(false);
        }

        if (parts.Count == 0)
        {
            return;
        }

        await Task.WhenAll(Enumerable.Range(0, Scenario.SimultaneousCopies)
            .Select(_ => sender.SendAsync(parts[^1], cancellationToken))).ConfigureAwait(false);
        if (Scenario.ConflictingCopy)
        {
            await sender.SendAsync(_factory.Conflict(parts[^1]), cancellationToken).ConfigureAwait(false);
        }

        foreach (var correction in Scenario.Correction ? _factory.Corrections(inquiry, parts[^1].Header, asOf) : [])
        {
            await SendAsync(correction, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(Callback callback, CancellationToken cancellationToken)
    {
        for (var copy = 0; copy < Scenario.Copies; copy++)
        {
            await sender.SendAsync(callback, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        delay > TimeSpan.Zero ? Task.Delay(delay, options.TimeProvider, cancellationToken) : Task.CompletedTask;
}
