using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Testing;
using Uhit.Client.Usage;

namespace Uhit.Client.Reliability.Orders;

/// <summary>Makes a scenario of a seed: the same seed, the same scenario.</summary>
internal sealed class ScenarioGenerator
{
    private static readonly TransactionId[] Transactions = [TransactionId.Parse("T-1"), TransactionId.Parse("T-2")];

    private readonly Random _random;
    private readonly DateTimeOffset _start;
    private readonly List<Step> _steps = [];
    private int _messages;

    private ScenarioGenerator(int seed)
    {
        _random = new Random(seed);

        // Any minute of nearly two years: both clock changes, weekends and holidays are among them.
        _start = new DateTimeOffset(2026, 1, 1, 6, 0, 0, TimeSpan.Zero).AddMinutes(_random.Next(715 * 24 * 60));
    }

    public static Scenario Of(int seed) => new ScenarioGenerator(seed).Generate();

    private Scenario Generate()
    {
        var inquiries = new Dictionary<RequestId, UsageHistoryInquiry>();
        for (var i = _random.Next(1, 3); i > 0; i--)
        {
            var requestId = RequestId.Parse("R-" + i);
            inquiries[requestId] = new InquiryBuilder(CentralTime.DateOf(_start)).AddLines(_random.Next(1, 9)).Build();
            Script(requestId, [.. inquiries[requestId].Lines.Select(line => line.EsiId)]);
        }

        if (Happens(15))
        {
            // Of an inquiry that nobody knows.
            Script(RequestId.Parse("R-unknown"), [InquiryBuilder.EsiIdOf(1)], isKnown: false);
        }

        for (var i = _random.Next(2, 12); i > 0; i--)
        {
            _steps.Add(_random.Next(4) switch
            {
                0 => new Step.Looked(_random.Next(2)),
                1 => new Step.ClockMoved(TimeSpan.FromMinutes(_random.Next(-90, 60 * 48))),
                _ => new Step.Worked(_random.Next(2), _random.Next(1, 5)),
            });
        }

        var steps = _steps.ToArray();
        _random.Shuffle(steps);
        return new Scenario(_start, inquiries, steps)
        {
            FailingCalls = Calls(),
            RobbedCalls = Calls(),
        };

        HashSet<int> Calls() => [.. Enumerable.Range(0, _random.Next(3)).Select(_ => _random.Next(24))];
    }

    private void Script(RequestId requestId, IReadOnlyList<EsiId> esiIds, bool isKnown = true)
    {
        if (isKnown)
        {
            Answer(requestId, esiIds.Count);
        }

        for (var i = _random.Next(isKnown ? 0 : 1, 4); i > 0; i--)
        {
            Send(requestId, "V", (id, at, content) => Message.Validating(requestId, id, at, Transaction(), Verdicts(esiIds), content));
        }

        // The first is the answer to the inquiry, further ones are corrections over the same months.
        for (var i = _random.Next(0, 4); i > 0; i--)
        {
            Deliver(requestId, esiIds, DeliveryId.Parse("D-" + i));
        }

        if (isKnown && Happens(5))
        {
            _steps.Add(new Step.Noted(requestId, new Abandoned(_start.AddHours(_random.Next(100)), "Not needed any more.")));
        }
    }

    private void Answer(RequestId requestId, int lines)
    {
        if (Happens(20))
        {
            _steps.Add(new Step.Noted(requestId, new SendEnded(1, MayHaveArrived: Happens(80))));
        }

        if (Happens(75))
        {
            var answer = AnswerOf(requestId, lines);
            var fact = new Acknowledged(new MessageOrder(answer.ReceivedAt, "Q-" + requestId.Value), answer, Attempt: 1);
            for (var copies = _random.Next(1, 3); copies > 0; copies--)
            {
                _steps.Add(new Step.Noted(requestId, fact));
            }
        }

        if (Happens(25))
        {
            Send(requestId, "A", (id, at, content) => Message.Acknowledging(requestId, id, at, AnswerOf(requestId, lines), content));
        }
    }

    private Acknowledgement AnswerOf(RequestId requestId, int lines)
    {
        var isAccepted = Happens(75);
        var errors = isAccepted ? 0 : _random.Next(1, 3);
        return new Acknowledgement
        {
            RequestId = requestId,
            MessageId = MessageId.Parse("Q-" + requestId.Value),
            TransactionId = Transaction(),
            ReceivedAt = Happens(10) ? _start.AddDays(_random.Next(-20, 20)) : _start.AddSeconds(_random.Next(1, 90_000)),
            Status = isAccepted ? AcknowledgementStatus.Accepted : AcknowledgementStatus.Rejected,
            Errors = [.. Enumerable.Range(0, errors).Select(_ => new ReportedError
            {
                Code = Happens(50) ? "A78" : "Unheard",
                Description = "As reported.",
                LineNumber = Happens(50) ? _random.Next(1, lines + 2) : null,
            })],
        };
    }

    private List<LineValidation> Verdicts(IReadOnlyList<EsiId> esiIds)
    {
        var verdicts = new List<LineValidation>();
        for (var i = 0; i < esiIds.Count; i++)
        {
            if (verdicts.Count == 0 || Happens(80))
            {
                var status = _random.Next(10) switch
                {
                    < 6 => ValidationStatus.Validated,
                    < 9 => ValidationStatus.Failed,
                    _ => new ValidationStatus("Parked"),
                };
                verdicts.Add(new LineValidation
                {
                    LineNumber = i + 1,
                    EsiId = esiIds[i],
                    Status = status,
                    Reasons = status == ValidationStatus.Failed ? [new ReportedError { Code = "A76", Description = "Not found." }] : [],
                });
            }
        }

        return verdicts;
    }

    private void Deliver(RequestId requestId, IReadOnlyList<EsiId> esiIds, DeliveryId deliveryId)
    {
        var parts = _random.Next(1, 6);
        var missing = Happens(20) ? _random.Next(1, parts + 1) : 0;
        for (var number = 1; number <= parts; number++)
        {
            if (number == missing)
            {
                continue;
            }

            var part = new DeliveryPart(deliveryId, number, parts);
            var lines = Enumerable.Range(0, esiIds.Count).Where(_ => Happens(60)).DefaultIfEmpty(0).ToArray();
            for (var copies = Happens(10) ? 2 : 1; copies > 0; copies--)
            {
                Send(
                    requestId,
                    "D",
                    (id, at, content) => Message.Delivering(requestId, id, at, Transaction(), part, Usage(esiIds, lines), content));
            }
        }
    }

    private UsageHistory[] Usage(IReadOnlyList<EsiId> esiIds, int[] lines) => [.. lines.Select(line => Happens(12)
        ? UsageSamples.Nothing(line + 1, esiIds[line], _random.Next(1, 4))
        : UsageSamples.Of(
            line + 1,
            esiIds[line],
            Enumerable.Range(0, _random.Next(1, 3)).Select(_ => _random.Next(1, 4)),
            (RequestedUsage)_random.Next(1, 4),
            _random.Next(1, 1000)))];

    /// <summary>A message, its copies, and now and then another one under the same number.</summary>
    private void Send(RequestId requestId, string prefix, Func<string, DateTimeOffset, string, Message> write)
    {
        var id = $"{prefix}-{requestId.Value}-{_messages++}";

        // Whole hours: several messages have the same time now and then.
        var sentAt = _start.AddHours(_random.Next(1, 60));
        var message = write(id, sentAt, string.Empty);
        for (var copies = 1 + (Happens(60) ? 0 : _random.Next(1, 4)); copies > 0; copies--)
        {
            _steps.Add(new Step.Arrives(message, _random.Next(2)));
        }

        if (Happens(6))
        {
            var other = write(id, sentAt, " changed");
            if (!other.Callback.Soap11.AsSpan().SequenceEqual(message.Callback.Soap11))
            {
                _steps.Add(new Step.Arrives(other, _random.Next(2)));
            }
        }
    }

    private TransactionId? Transaction() => Happens(70) ? Transactions[_random.Next(2)] : null;

    private bool Happens(int percent) => _random.Next(100) < percent;
}
