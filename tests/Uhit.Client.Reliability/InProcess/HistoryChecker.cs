using System.Security.Cryptography;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.InProcess;

/// <summary>Compares what was seen from outside with what the store holds after everything has come to rest.</summary>
internal static class HistoryChecker
{
    /// <summary>The promises that were broken.</summary>
    /// <param name="history">What was seen.</param>
    /// <param name="store">The data, opened afresh.</param>
    /// <param name="client">The named client.</param>
    /// <param name="handlers">The names of the handlers, each of which takes every kind of event.</param>
    public static async Task<IReadOnlyList<Violation>> CheckAsync(
        History history, IUhitStore store, string client, IReadOnlyList<string> handlers)
    {
        var stored = new List<InboxMessage>();
        foreach (var room in new[] { InboxRoom.Inbox, InboxRoom.Unmatched })
        {
            await foreach (var entry in store.Inbox.ListAsync(client, room).ConfigureAwait(false))
            {
                stored.Add((await store.Inbox.FindAsync(entry.Receipt).ConfigureAwait(false))!);
            }
        }

        var conflicts = new HashSet<(UhitOperation, string)>();
        await foreach (var entry in store.Inbox.ListAsync(client, InboxRoom.Unreadable).ConfigureAwait(false))
        {
            conflicts.Add((entry.Operation ?? default, entry.MessageKey ?? string.Empty));
        }

        var waiting = (await store.Maintenance.GetStatisticsAsync(client).ConfigureAwait(false)).WaitingEvents;
        return [.. OfMessages(history, stored, conflicts), .. OfEvents(history, stored, handlers, waiting)];
    }

    private static IEnumerable<Violation> OfMessages(History history, List<InboxMessage> stored, HashSet<(UhitOperation, string)> conflicts)
    {
        var byIdentity = stored.ToLookup(message => (message.Operation, message.Header.MessageId!.Value.Value));
        foreach (var answers in history.Answers.GroupBy(answer => answer.Callback.Identity))
        {
            var (copies, accepted) =
                (byIdentity[answers.Key].ToList(), answers.Where(answer => answer.Kind == AnswerKind.Accepted).ToList());
            if (copies.Count == 0 && accepted.Count > 0)
            {
                yield return new Violation(Promise.AcknowledgedIsStored, $"{answers.Key} was acknowledged and is not stored");
            }

            if (copies.Count > 1)
            {
                yield return new Violation(Promise.StoredOnce, $"{answers.Key} is stored {copies.Count} times");
            }

            if (accepted.Select(answer => Convert.ToHexString(answer.Body)).Distinct().Count() > 1)
            {
                yield return new Violation(Promise.OneAnswer, $"{answers.Key} has acknowledgements that differ");
            }

            if (accepted.Select(answer => answer.Callback.Content).Distinct().Count() > 1)
            {
                yield return new Violation(Promise.OtherContentIsRefused, $"{answers.Key} was acknowledged with two contents");
            }

            if (answers.FirstOrDefault(answer => answer.Kind is AnswerKind.Fault) is { } fault)
            {
                yield return new Violation(Promise.Answered, $"{answers.Key} was answered with a fault of {fault.Body.Length} bytes");
            }

            if (answers.Any(answer => answer.Kind == AnswerKind.Rejected) && !conflicts.Contains(answers.Key))
            {
                yield return new Violation(Promise.OtherContentIsRefused, $"{answers.Key} was rejected and not kept aside");
            }

            foreach (var copy in copies.Where(copy => accepted.Count > 0 && !IsCopyOf(copy, history.Sent, accepted[0].Callback)))
            {
                yield return new Violation(
                    Promise.OtherContentIsRefused,
                    $"what is stored of {answers.Key} is not what was acknowledged first ({copy.BodyLength} bytes)");
            }
        }

        var sent = history.Sent.Select(callback => callback.Identity).ToHashSet();
        foreach (var message in byIdentity.Where(group => !sent.Contains(group.Key)))
        {
            yield return new Violation(Promise.OnlyWhatWasSent, $"{message.Key} is stored and was never sent");
        }
    }

    private static bool IsCopyOf(InboxMessage stored, IReadOnlyList<Callback> sent, Callback first) => sent.Any(callback =>
        callback.Identity == first.Identity && string.Equals(callback.Content, first.Content, StringComparison.Ordinal)
        && stored.BodySha256.Span.SequenceEqual(SHA256.HashData(callback.Soap11)));

    private static IEnumerable<Violation> OfEvents(History history, List<InboxMessage> stored, IReadOnlyList<string> handlers, long waiting)
    {
        if (waiting > 0)
        {
            yield return new Violation(Promise.EverythingIsHandled, $"{waiting} events still wait");
        }

        var (events, completions) = (history.Events, history.Completions);
        var done = completions.ToLookup(completion => (completion.Sequence, completion.Handler));
        foreach (var (sequence, handed) in events)
        {
            foreach (var handler in handlers)
            {
                var count = done[(sequence, handler)].Count();
                if (count != 1)
                {
                    yield return new Violation(
                        count == 0 ? Promise.EverythingIsHandled : Promise.CompletedOnce,
                        $"{handler} completed {handed.Key} {count} times");
                }
            }
        }

        var receipts = stored.ToDictionary(message => message.Receipt);
        foreach (var handed in events.Values.Where(handed => handed.Receipt is { } receipt && !receipts.ContainsKey(receipt)))
        {
            yield return new Violation(Promise.OnlyWhatWasSent, $"{handed.Key} was handed out, and its callback is not stored");
        }

        var handedOut = events.Values.Select(handed => handed.Receipt).ToHashSet();
        foreach (var message in stored.Where(message => !handedOut.Contains(message.Receipt)))
        {
            yield return new Violation(
                Promise.EverythingIsHandled, $"{message.Operation} {message.MessageKey} is stored and no event of it was handed out");
        }

        foreach (var line in completions.GroupBy(completion => (completion.RequestId, completion.Handler)))
        {
            var last = long.MinValue;
            foreach (var completion in line)
            {
                if (completion.Sequence < last)
                {
                    yield return new Violation(
                        Promise.InOrder, $"{line.Key.Handler} completed {completion.Key} after a later event of the same inquiry");
                }

                last = Math.Max(last, completion.Sequence);
            }
        }
    }
}
