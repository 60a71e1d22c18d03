using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Reliability.InProcess;

namespace Uhit.Client.Reliability.Orders;

/// <summary>What should come of a scenario, said as simply as can be: it keeps everything that arrived, sorts
/// it, and folds it again each time it is asked.</summary>
/// <remarks>Written from <c>docs/reference/rules.md</c>, apart from the library's ledger: the
/// two agree only where both are right.</remarks>
internal sealed class ReferenceModel(Scenario scenario)
{
    private readonly Dictionary<(UhitOperation, string), Message> _taken = [];
    private readonly Dictionary<RequestId, ModelInquiry> _inquiries =
        scenario.Inquiries.ToDictionary(inquiry => inquiry.Key, inquiry => new ModelInquiry(inquiry.Value, scenario.Start));

    private readonly Dictionary<RequestId, List<string>> _events = [];

    /// <summary>The keys of the events of an inquiry, known or not, in the order in which they are to be handled.</summary>
    public IReadOnlyDictionary<RequestId, List<string>> Events => _events;

    /// <summary>The messages that are stored, by the key of their delivery event.</summary>
    public IEnumerable<(string Key, Message Message)> Deliveries => _taken.Values
        .Where(message => message.Part is not null && _inquiries.ContainsKey(message.Callback.RequestId))
        .Select(message => (KeyOf(message), message));

    /// <summary>The state of each inquiry, and its usage put together.</summary>
    public string StateOf(RequestId requestId) => _inquiries[requestId].ToString();

    /// <summary>A callback arrives.</summary>
    /// <returns>How it must be answered.</returns>
    public AnswerKind Arrive(Message message)
    {
        var (callback, requestId) = (message.Callback, message.Callback.RequestId);
        if (_taken.TryGetValue(callback.Identity, out var first))
        {
            return string.Equals(first.Callback.Content, callback.Content, StringComparison.Ordinal)
                ? AnswerKind.Accepted
                : AnswerKind.Rejected;
        }

        _taken.Add(callback.Identity, message);
        if (_inquiries.TryGetValue(requestId, out var inquiry))
        {
            Change(requestId, inquiry, KeyOf(message), () => inquiry.Messages.Add(message));
        }
        else
        {
            Add(requestId, $"unmatched:{(int)callback.Operation}:{Cast.Peer}:{callback.MessageId}");
        }

        return AnswerKind.Accepted;
    }

    /// <summary>The answer to a callback went out.</summary>
    public void AnswerWentOut(Message message) => Add(
        message.Callback.RequestId, $"answered:{(int)message.Callback.Operation}:{Cast.Peer}:{message.Callback.MessageId}");

    /// <summary>Something of our own side is noted.</summary>
    public void Note(RequestId requestId, InquiryFact fact)
    {
        var inquiry = _inquiries[requestId];
        Change(
            requestId,
            inquiry,
            fact is Acknowledged answer ? $"ack:{requestId.Value}::{answer.Order.MessageKey}" : null,
            () => inquiry.Note(fact));
    }

    /// <summary>A worker looks for deadlines.</summary>
    public void Look(DateTimeOffset now)
    {
        foreach (var (requestId, inquiry) in _inquiries.Where(inquiry => !inquiry.Value.IsFinished))
        {
            var (due, overdue) = inquiry.Deadlines;
            if (due <= now)
            {
                Add(requestId, $"due:{requestId.Value}");
            }

            if (overdue <= now)
            {
                Add(requestId, $"overdue:{requestId.Value}");
            }
        }
    }

    private static string KeyOf(Message message)
    {
        var kind = message.Part is not null ? "delivery" : message.Acknowledgement is not null ? "ack" : "validation";
        return $"{kind}:{message.Callback.RequestId.Value}:{Cast.Peer}:{message.Callback.MessageId}";
    }

    private void Change(RequestId requestId, ModelInquiry inquiry, string? key, Action change)
    {
        var wasComplete = inquiry.IsComplete;
        change();
        if (key is not null)
        {
            Add(requestId, key);
        }

        if (inquiry.IsComplete && !wasComplete)
        {
            Add(requestId, $"completed:{requestId.Value}");
        }
    }

    // An event has its key once.
    private void Add(RequestId requestId, string key)
    {
        if (!_events.TryGetValue(requestId, out var keys))
        {
            _events[requestId] = keys = [];
        }

        if (!keys.Contains(key))
        {
            keys.Add(key);
        }
    }
}
