using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Uhit.Client.Wire;

namespace Uhit.Client.Simulator.Exchange;

/// <summary>All steps in order; readers begin at the first one and wait for those to come.</summary>
internal sealed class StepJournal(TimeProvider timeProvider, ILoggerFactory? loggerFactory)
{
    private readonly ILogger _logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Uhit.Client.Simulator");
    private readonly Lock _lock = new();
    private readonly List<SimulatorStep> _steps = [];
    private TaskCompletionSource _changed = NewSignal();
    private bool _closed;

    public void Add(SimulatorStep step)
    {
        lock (_lock)
        {
            step = step with { Number = _steps.Count + 1, At = timeProvider.GetUtcNow() };
            _steps.Add(step);
            Signal();
        }

        _logger.Step(step.Number, step.Kind, step.RequestId, step.Operation, step.Status, step.Remark);
    }

    public void Broke(SimulatedInquiry inquiry, Exception exception)
    {
        if (exception is WireFormatException refused)
        {
            // The place says all that the user of a contract can mend.
            _logger.NotCarried(inquiry.RequestId, refused.Code, refused.Path);
            _logger.WhereNotCarried(inquiry.RequestId, ShownException.Of(exception));
            return;
        }

        _logger.CallbacksBroke(inquiry.RequestId, ShownException.Of(exception));
    }

    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            Signal();
        }
    }

    public async IAsyncEnumerable<SimulatorStep> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = 0;
        while (true)
        {
            SimulatorStep? step = null;
            Task changed;
            lock (_lock)
            {
                changed = _changed.Task;
                if (next < _steps.Count)
                {
                    step = _steps[next++];
                }
                else if (_closed)
                {
                    yield break;
                }
            }

            if (step is not null)
            {
                yield return step;
            }
            else
            {
                await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }
}
