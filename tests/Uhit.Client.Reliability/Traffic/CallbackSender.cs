using System.Collections.Concurrent;
using System.Net;

namespace Uhit.Client.Reliability.Traffic;

/// <summary>CNP as a load: several connections, each sending the callbacks of one inquiry after another until
/// they are acknowledged, and some again on purpose.</summary>
/// <param name="seed">The seed.</param>
/// <param name="door">Where they are sent to.</param>
/// <param name="nextInquiry">Gives the next inquiry.</param>
/// <param name="isAnsweredLast">Whether the acknowledgement of an inquiry of even number comes after its other callbacks.</param>
internal sealed class CallbackSender(
    int seed, ICallbackDoor door, Func<CancellationToken, ValueTask<int?>> nextInquiry, bool isAnsweredLast = false)
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromMilliseconds(50);
    private readonly ConcurrentDictionary<(int Inquiry, int Ordinal), AcknowledgedCallback> _acknowledged = new();
    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly ConcurrentDictionary<int, bool> _finished = new();
    private readonly Progress _answered = new();
    private int _retried;
    private int _repeated;

    /// <summary>What was acknowledged: the last byte of the answer was read.</summary>
    public ICollection<AcknowledgedCallback> Acknowledged => _acknowledged.Values;

    /// <summary>The inquiries all of whose callbacks are acknowledged.</summary>
    public ICollection<int> Finished => _finished.Keys;

    /// <summary>How many callbacks were acknowledged.</summary>
    public int AcknowledgedCount => _acknowledged.Count;

    /// <summary>How often a callback was sent again because no answer, or none that accepts, came.</summary>
    public int Retried => _retried;

    /// <summary>How often an acknowledged callback was sent again on purpose.</summary>
    public int Repeated => _repeated;

    /// <summary>Acknowledgements that were not what was acknowledged before, or refused what must be taken.</summary>
    public IReadOnlyCollection<string> Wrong => _wrong;

    /// <summary>Waits until so many more answers have come.</summary>
    public Task AnswersAsync(int more) => _answered.WaitAsync(more);

    /// <summary>Sends over one connection until there is no inquiry left.</summary>
    public async Task RunAsync(int connection, CancellationToken cancellationToken)
    {
        var random = new Random(HashCodes.Of(seed, 7, connection));
        while (await nextInquiry(cancellationToken).ConfigureAwait(false) is { } number)
        {
            var plan = new InquiryPlan(seed, number);
            for (var ordinal = 0; ordinal < plan.CallbackCount; ordinal++)
            {
                var callback = plan.Callback(isAnsweredLast && number % 2 == 0 ? (ordinal + 1) % plan.CallbackCount : ordinal);
                if (random.Next(20) == 0)
                {
                    // Two copies at the same time, before any of them is acknowledged.
                    await Task.WhenAll(
                        DeliverAsync(callback, cancellationToken), DeliverAsync(callback, cancellationToken)).ConfigureAwait(false);
                    Interlocked.Increment(ref _repeated);
                }
                else
                {
                    await DeliverAsync(callback, cancellationToken).ConfigureAwait(false);
                }

                if (random.Next(8) == 0)
                {
                    await RepeatAsync(random.Next(number + 1), random, cancellationToken).ConfigureAwait(false);
                }
            }

            _finished[number] = true;
        }
    }

    private async Task RepeatAsync(int number, Random random, CancellationToken cancellationToken)
    {
        var plan = new InquiryPlan(seed, number);
        var ordinal = random.Next(plan.CallbackCount);
        if (_acknowledged.ContainsKey((number, ordinal)))
        {
            Interlocked.Increment(ref _repeated);
            await DeliverAsync(plan.Callback(ordinal), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DeliverAsync(PlannedCallback callback, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (status, answer) = await door.SendAsync(callback, cancellationToken).ConfigureAwait(false);
            switch (status)
            {
                case HttpStatusCode.OK:
                    Note(callback, answer);
                    _answered.Add();
                    return;
                case >= HttpStatusCode.InternalServerError:
                    await Task.Delay(PauseAfterFault, cancellationToken).ConfigureAwait(false);
                    break;
                case not null:
                    _wrong.Enqueue($"HTTP {(int)status} for {callback.MessageId.Value}");
                    return;
            }

            Interlocked.Increment(ref _retried);
        }
    }

    private void Note(PlannedCallback callback, byte[] answer)
    {
        if (!Answers.IsAccepted(answer, callback))
        {
            _wrong.Enqueue($"not accepted: {callback.MessageId.Value}");
            return;
        }

        var noted = _acknowledged.GetOrAdd(
            (callback.Inquiry, callback.Ordinal), new AcknowledgedCallback(callback.Inquiry, callback.Ordinal, answer));
        if (!noted.Answer.AsSpan().SequenceEqual(answer))
        {
            _wrong.Enqueue($"another acknowledgement for a copy of {callback.MessageId.Value}");
        }
    }
}
