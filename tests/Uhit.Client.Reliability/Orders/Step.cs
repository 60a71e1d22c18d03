using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Reliability.Orders;

/// <summary>One thing that happens in a scenario.</summary>
internal abstract record Step
{
    private Step()
    {
    }

    /// <summary>CNP sends a callback to one of the processes.</summary>
    public sealed record Arrives(Message Message, int Process) : Step
    {
        public override string ToString() =>
            $"{Message.Callback.Operation} {Message.Callback.MessageId}{Message.Callback.Content} to {Process}";
    }

    /// <summary>Something of our own side: how a send ended, or that the inquiry was given up.</summary>
    public sealed record Noted(RequestId RequestId, InquiryFact Fact) : Step
    {
        public override string ToString() => $"{Fact.GetType().Name} of {RequestId.Value}";
    }

    /// <summary>A worker claims and handles.</summary>
    public sealed record Worked(int Process, int MaxEvents) : Step;

    /// <summary>A worker looks for deadlines.</summary>
    public sealed record Looked(int Process) : Step;

    /// <summary>The clock is moved, forward or back.</summary>
    public sealed record ClockMoved(TimeSpan By) : Step;
}
