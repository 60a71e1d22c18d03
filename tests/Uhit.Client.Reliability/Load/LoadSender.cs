using System.Collections.Concurrent;
using Uhit.Client.Receiving;

namespace Uhit.Client.Reliability.Load;

/// <summary>Plays CNP: several inquiries at the same time, the callbacks of each in an order of its own, some of them twice.</summary>
/// <param name="host">Whom it calls.</param>
/// <param name="position">How far the disk's trace is.</param>
internal sealed class LoadSender(LoadReceiver host, Func<int> position)
{
    private readonly ConcurrentQueue<Given> _given = new();
    private readonly ConcurrentQueue<string> _violations = new();

    /// <summary>The acknowledgements that it got.</summary>
    public IReadOnlyCollection<Given> Given => _given;

    /// <summary>What the receiver should not have answered.</summary>
    public IReadOnlyCollection<string> Violations => _violations;

    public async Task RunAsync(IReadOnlyList<LoadInquiry> inquiries, int senders, int seed, CancellationToken cancellationToken)
    {
        var waiting = new ConcurrentQueue<LoadInquiry>(inquiries);
        await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(
            async () =>
            {
                var random = new Random(unchecked((seed * 397) + sender));
                while (waiting.TryDequeue(out var inquiry))
                {
                    await SendAsync(inquiry, random, cancellationToken).ConfigureAwait(false);
                }
            },
            cancellationToken))).ConfigureAwait(false);
    }

    private async Task SendAsync(LoadInquiry inquiry, Random random, CancellationToken cancellationToken)
    {
        await host.Store.Inquiries.AddAsync(inquiry.Record, cancellationToken).ConfigureAwait(false);
        var messages = inquiry.Messages.ToArray();
        random.Shuffle(messages);
        foreach (var message in messages)
        {
            var first = await SendAsync(message, cancellationToken).ConfigureAwait(false);
            if (random.Next(8) == 0)
            {
                var second = await SendAsync(message, cancellationToken).ConfigureAwait(false);
                if (!second.Body.Span.SequenceEqual(first.Body.Span))
                {
                    _violations.Enqueue($"{message.Key}: its copy was answered otherwise");
                }
            }
        }
    }

    /// <summary>Sends one callback and notes what it was answered.</summary>
    public async Task<CallbackResponse> SendAsync(LoadMessage message, CancellationToken cancellationToken)
    {
        var response = await host.SendAsync(message, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != 200)
        {
            _violations.Enqueue($"{message.Key}: answered with status {response.StatusCode}");
            return response;
        }

        _given.Enqueue(new Given(message, response.Body.ToArray(), position()));
        await response.OnSentAsync(cancellationToken).ConfigureAwait(false);
        return response;
    }
}
