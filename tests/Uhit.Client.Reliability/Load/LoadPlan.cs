using System.Globalization;
using System.Xml;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Store;
using Uhit.Client.Testing;
using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Reliability.Load;

/// <summary>Makes inquiries and CNP's callbacks for them from a seed: an acknowledgement notice,
/// a validation, two parts of a delivery.</summary>
internal sealed class LoadPlan(int seed, TimeProvider time)
{
    public const string Client = "Production";

    private const int Lines = 2;
    private static readonly DateOnly FirstDay = new(2025, 1, 1);

    private readonly Random _random = new(seed);
    private readonly ErcotHolidayCalendar _calendar = new();

    public static AuthenticationId ThirdParty { get; } = AuthenticationId.Parse("123456789");

    /// <param name="number">Which inquiry, from 0.</param>
    /// <param name="days">How many days of readings a part of its delivery has.</param>
    /// <param name="noise">How many bytes of comments that do not compress each part has besides:
    /// beyond 1 MiB it is stored in several chunks.</param>
    public LoadInquiry Next(int number, int days, int noise = 0)
    {
        var requestId = RequestId.Parse(string.Create(CultureInfo.InvariantCulture, $"R-{seed}-{number}"));
        var messages = new List<LoadMessage>
        {
            Notice(Header(requestId, "A")),
            Validation(Header(requestId, "V")),
            Delivery(Header(requestId, "D1"), 1, days, noise),
            Delivery(Header(requestId, "D2"), 2, days, noise),
        };
        return new LoadInquiry(Record(requestId), messages);
    }

    private InquiryRecord Record(RequestId requestId)
    {
        var now = time.GetUtcNow();
        var record = new InquiryRecord
        {
            Client = Client,
            Environment = UhitEnvironment.Test,
            RequestId = requestId,
            AuthenticationId = ThirdParty,
            WireFormat = ReferenceWireFormat.Instance.Id,
            Ledger = InquiryLedger.Empty,
            CreatedAt = now,
            Inquiry = new InquiryBuilder(time).AddLines(Lines).Build(),
        };
        return record.Apply(new SendStarted(1, now, MessageId.Parse("Q-" + requestId.Value)), now, _calendar).Record;
    }

    private MessageHeader Header(RequestId requestId, string what) => new()
    {
        AuthenticationId = ThirdParty,
        RequestId = requestId,
        MessageId = MessageId.Parse(requestId.Value + "-" + what),
        SentAt = time.GetUtcNow(),
    };

    private LoadMessage Notice(MessageHeader header)
    {
        var acknowledgement = new Acknowledgement
        {
            RequestId = header.RequestId,
            MessageId = MessageId.Parse("Q-" + header.RequestId.Value),
            ReceivedAt = time.GetUtcNow(),
            Status = AcknowledgementStatus.Accepted,
        };
        return Message(
            UhitOperation.NotifyAcknowledgement,
            header,
            [],
            writer => ReferenceWireFormat.Instance.WriteAcknowledgementNotice(writer, header, acknowledgement));
    }

    private LoadMessage Validation(MessageHeader header)
    {
        var lines = Enumerable.Range(1, Lines).Select(line => new LineValidation
        {
            LineNumber = line,
            EsiId = InquiryBuilder.EsiIdOf(line),
            Status = ValidationStatus.Validated,
        }).ToList();
        return Message(
            UhitOperation.NotifyValidation, header, [],
            writer => ReferenceWireFormat.Instance.WriteValidation(writer, header, TransactionId.Parse("T-1"), lines));
    }

    private LoadMessage Delivery(MessageHeader header, int part, int days, int noise)
    {
        var histories = Enumerable.Range(1, Lines).Select(line => History(line, FirstDay.AddDays((part - 1) * days), days)).ToList();
        var delivery = new DeliveryPart(DeliveryId.Parse("D-" + header.RequestId.Value), part, 2);
        return Message(
            UhitOperation.DeliverHistoricalUsage,
            header,
            histories,
            writer =>
            {
                WriteNoise(writer, noise);
                ReferenceWireFormat.Instance.WriteDelivery(writer, header, TransactionId.Parse("T-1"), delivery, histories);
            });
    }

    private LoadMessage Message(UhitOperation operation, MessageHeader header, IReadOnlyList<UsageHistory> usage, Action<XmlWriter> write)
    {
        var version = _random.Next(2) == 0 ? SoapVersion.Soap11 : SoapVersion.Soap12;
        return new LoadMessage(operation, header, version, SoapEnvelopeWriter.ToBytes(version, write), [.. usage.Select(UsageCodec.Pack)]);
    }

    private void WriteNoise(XmlWriter writer, int count)
    {
        var block = new byte[24 * 1024];
        for (var written = 0; written < count; written += block.Length)
        {
            _random.NextBytes(block);
            writer.WriteComment(Convert.ToBase64String(block));
        }
    }

    private UsageHistory History(int line, DateOnly first, int days) => new UsageHistoryBuilder(InquiryBuilder.EsiIdOf(line), line)
        .AddIntervals(new UsagePeriod(first, first.AddDays(days - 1)), _ => _random.Next(4000) / 1000m)
        .Build();
}
