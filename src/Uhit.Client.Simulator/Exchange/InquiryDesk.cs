using System.Collections.Concurrent;

namespace Uhit.Client.Simulator.Exchange;

/// <summary>Takes inquiries, and has the callbacks of new ones run.</summary>
internal sealed class InquiryDesk(InquiryRegister register, InquiryRunner runner, StepJournal journal, ReportBook report) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, SimulatedInquiry> _running = [];

    public (SimulatedInquiry Inquiry, Acknowledgement Answer, bool IsNew) Take(InquiryMessage message)
    {
        var taken = register.Take(message);
        journal.Add(new SimulatorStep
        {
            Kind = SimulatorStepKind.InquiryReceived,
            AuthenticationId = message.Header.AuthenticationId,
            RequestId = message.Header.RequestId,
            MessageId = message.Header.MessageId,
            Operation = UhitOperation.RequestHistoricalUsage,
            Remark = taken.IsNew ? null : "the number was known",
        });
        if (taken.IsNew)
        {
            report.Open(taken.Inquiry);
            Start(taken.Inquiry);
        }

        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        runner.Dispose();
        _stop.Dispose();
    }

    private void Start(SimulatedInquiry inquiry)
    {
        var task = Task.Run(() => runner.RunAsync(inquiry, _stop.Token));
        _running[task] = inquiry;
        _ = task.ContinueWith(
            done => _running.TryRemove(done, out _),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
