using System.Globalization;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Testing;
using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;
using Keys = Uhit.Client.Inquiries.EventKeys;

namespace Uhit.Client.Reliability.Traffic;

/// <summary>One inquiry and all that CNP will send about it: the same for the same seed and
/// number, so nothing of it need be kept.</summary>
internal sealed class InquiryPlan
{
    private static readonly DateOnly FirstDay = new(2026, 3, 1);
    private static readonly DateTimeOffset SentAt = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly string _peer;
    private readonly int _seed;
    private readonly int _parts;
    private readonly UsageHistoryInquiry _inquiry;

    /// <param name="seed">Of all choices.</param>
    /// <param name="number">The inquiry's number in the run.</param>
    /// <param name="peer">The name under which its messages are stored.</param>
    public InquiryPlan(int seed, int number, string peer = "CNP")
    {
        _peer = peer;
        Number = number;
        _seed = seed;
        RequestId = RequestId.Parse(string.Create(CultureInfo.InvariantCulture, $"R-{seed}-{number}"));
        var random = RandomOf(0);
        var lines = random.Next(1, 4);
        _parts = random.Next(1, 4);
        var builder = new InquiryBuilder(FirstDay).WithClientReference(RequestId.Value);
        for (var line = 0; line < lines; line++)
        {
            builder.AddLine(InquiryBuilder.EsiIdOf((number * 10) + line));
        }

        _inquiry = builder.Build();
    }

    public int Number { get; }

    public RequestId RequestId { get; }

    public int LineCount => _inquiry.Lines.Count;

    /// <summary>An acknowledgement, a validation, and the parts of the delivery.</summary>
    public int CallbackCount => 2 + _parts;

    /// <summary>The key of the event that all lines have their end.</summary>
    public string CompletedKey => Keys.Completed(RequestId);

    /// <summary>The keys of the events that its callbacks cause, in the order in which they are sent.</summary>
    public IEnumerable<string> EventKeys =>
        Enumerable.Range(0, CallbackCount).Select(ordinal => KeyOf(ordinal)(RequestId, _peer, MessageIdOf(ordinal).Value));

    /// <summary>The inquiry as it stands after a send whose answer never came.</summary>
    public InquiryRecord ToRecord(IBusinessCalendar calendar)
    {
        var record = new InquiryRecord
        {
            Client = HostServices.ClientName,
            Environment = UhitEnvironment.Test,
            RequestId = RequestId,
            AuthenticationId = AuthenticationId.Parse(HostServices.AuthenticationId),
            WireFormat = ReferenceWireFormat.Instance.Id,
            Ledger = InquiryLedger.Empty,
            CreatedAt = SentAt,
            Inquiry = _inquiry,
        };
        var started = record.Apply(new SendStarted(1, SentAt, MessageId.Parse($"S-{Number}")), SentAt, calendar).Record;
        return started.Apply(new SendEnded(1, MayHaveArrived: true), SentAt, calendar).Record;
    }

    /// <summary>One of its callbacks.</summary>
    public PlannedCallback Callback(int ordinal)
    {
        var header = new MessageHeader
        {
            AuthenticationId = AuthenticationId.Parse(HostServices.AuthenticationId),
            RequestId = RequestId,
            MessageId = MessageIdOf(ordinal),
            SentAt = SentAt.AddMinutes(ordinal + 1),
        };
        return ordinal switch
        {
            0 => Acknowledgement(header),
            1 => Validation(header),
            _ => Delivery(header, ordinal),
        };
    }

    private PlannedCallback Acknowledgement(MessageHeader header)
    {
        var answer = new Acknowledgement
        {
            RequestId = RequestId,
            MessageId = MessageId.Parse($"S-{Number}"),
            ReceivedAt = SentAt,
            Status = AcknowledgementStatus.Accepted,
        };
        return Plan(
            0,
            UhitOperation.NotifyAcknowledgement,
            header,
            [],
            (format, writer) => format.WriteAcknowledgementNotice(writer, header, answer));
    }

    private PlannedCallback Validation(MessageHeader header)
    {
        var verdicts = _inquiry.Lines.Select((line, index) =>
            new LineValidation { LineNumber = index + 1, EsiId = line.EsiId, Status = ValidationStatus.Validated });
        return Plan(
            1, UhitOperation.NotifyValidation, header, [], (format, writer) => format.WriteValidation(writer, header, null, verdicts));
    }

    private PlannedCallback Delivery(MessageHeader header, int ordinal)
    {
        var part = new DeliveryPart(DeliveryId.Parse($"D-{Number}"), ordinal - 1, _parts);
        var usage = UsageOf(ordinal);
        return Plan(
            ordinal,
            UhitOperation.DeliverHistoricalUsage,
            header,
            usage,
            (format, writer) => format.WriteDelivery(writer, header, null, part, usage));
    }

    // Mostly small ones, now and then one of 200 KB: a day of readings is about 10 KB.
    private List<UsageHistory> UsageOf(int ordinal)
    {
        var random = RandomOf(ordinal);
        var days = random.Next(10) == 0 ? random.Next(8, 19) : random.Next(1, 4);
        var perLine = Math.Max(1, days / LineCount);
        var usage = new List<UsageHistory>();
        for (var line = 0; line < LineCount; line++)
        {
            // Days that were asked for: where no number names the inquiry, others contradict it.
            var first = _inquiry.Lines[line].Period.Start.AddDays((ordinal - 2) * 20);
            usage.Add(new UsageHistoryBuilder(_inquiry.Lines[line].EsiId, line + 1)
                .AddIntervals(new UsagePeriod(first, first.AddDays(perLine - 1)), _ => random.Next(4000) / 1000m)
                .Build());
        }

        return usage;
    }

    private PlannedCallback Plan(
        int ordinal,
        UhitOperation operation,
        MessageHeader header,
        IReadOnlyList<UsageHistory> usage,
        Action<SimulatedWireFormat, System.Xml.XmlWriter> write)
    {
        var body = SoapEnvelopeWriter.ToBytes(SoapVersion.Soap11, writer => write(ReferenceWireFormat.Instance, writer));
        return new PlannedCallback(
            Number, ordinal, operation, header.MessageId!.Value, KeyOf(ordinal)(RequestId, _peer, header.MessageId.Value.Value), body,
            usage);
    }

    private MessageId MessageIdOf(int ordinal) =>
        MessageId.Parse(string.Create(CultureInfo.InvariantCulture, $"M-{_seed}-{Number}-{ordinal}"));

    private static Func<RequestId, string?, string, string> KeyOf(int ordinal) => ordinal switch
    {
        0 => Keys.Acknowledged,
        1 => Keys.Validation,
        _ => Keys.Delivery,
    };

    private Random RandomOf(int ordinal) => new(HashCodes.Of(_seed, Number, ordinal));
}
