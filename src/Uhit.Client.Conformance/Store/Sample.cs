using System.Security.Cryptography;
using System.Text;
using Uhit.Client.Inquiries;
using Uhit.Client.Inquiries.Ledger;
using Uhit.Client.Store;

namespace Uhit.Client.Conformance.Store;

/// <summary>Synthetic inquiries, messages and events.</summary>
public static class Sample
{
    public const string Client = "Production";

    public static DateTimeOffset Now { get; } = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);

    public static RequestId R1 { get; } = RequestId.Parse("R-1");

    public static EsiId Esi(int number) => EsiId.Parse($"1008901{number:D15}");

    /// <summary>Receipts that were begun at an instant.</summary>
    public static ReceiptId Receipt(DateTimeOffset? begunAt = null) => new(Guid.CreateVersion7(begunAt ?? Now));

    public static InquiryRecord Inquiry(
        string requestId = "R-1", string? reference = null, string client = Client, DateTimeOffset? createdAt = null) =>
        new()
        {
            Client = client,
            Environment = UhitEnvironment.Test,
            RequestId = RequestId.Parse(requestId),
            AuthenticationId = AuthenticationId.Parse("957877905"),
            WireFormat = "reference",
            Ledger = InquiryLedger.Empty,
            CreatedAt = createdAt ?? Now,
            Inquiry = new UsageHistoryInquiry
            {
                ClientReference = reference,
                Lines =
                [
                    new InquiryLine
                    {
                        EsiId = Esi(1),
                        ServiceAddress =
                            new ServiceAddress { Line1 = "1 Main Street", City = "Houston", State = "TX", PostalCode = "77001" },
                        RequestedUsage = RequestedUsage.BillingAndInterval,
                        Period = new UsagePeriod(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)),
                        Authorization = new CustomerAuthorization
                        {
                            CustomerName = "Synthetic Bakery",
                            AuthorizedBy = "A. Baker",
                            Telephone = "7135550100",
                            Email = "a.baker@example.com",
                            AuthorizedOn = new DateOnly(2026, 2, 1),
                            Obtained = true,
                        },
                    },
                ],
            },
        };

    public static InboxMessage Message(
        string key = "M-1", string requestId = "R-1", string content = "a", string client = Client, string peer = "cnp",
        ReceiptId? receipt = null) =>
            new()
            {
                Receipt = receipt ?? Receipt(),
                Client = client,
                Environment = UhitEnvironment.Test,
                Peer = peer,
                Operation = UhitOperation.DeliverHistoricalUsage,
                MessageKey = key,
                Header = new MessageHeader
                {
                    AuthenticationId = AuthenticationId.Parse("957877905"),
                    RequestId = RequestId.Parse(requestId),
                    MessageId = MessageId.Parse(key),
                    SentAt = Now.AddMinutes(-1),
                },
                Digest = Sha256(content),
                DigestVersion = 1,
                WireFormat = "reference",
                ReceivedAt = Now,
                BodyEncoding = "br",
                BodyLength = 1000,
                BodySha256 = Sha256("body" + content),
                BodyChunks = 1,
                UsageCount = 0,
                AnswerSoap11 = Encoding.UTF8.GetBytes("<answer11 for='" + key + "'/>"),
                AnswerSoap12 = Encoding.UTF8.GetBytes("<answer12 for='" + key + "'/>"),
                Part = new DeliveryPart(DeliveryId.Parse("D-1"), 1, 1),
                UnmatchedEvent = Event("unmatched/" + key, StoredEventKind.CallbackUnmatched),
            };

    public static InboxEntry Unreadable(
        ReceiptId receipt, string body = "b", string reason = "Malformed", string client = Client) =>
        new()
        {
            Receipt = receipt,
            Room = InboxRoom.Unreadable,
            HasBody = true,
            Client = client,
            Environment = UhitEnvironment.Test,
            Peer = "cnp",
            ReceivedAt = Now,
            Reason = reason,
            MessageKey = "M-9",
            Operation = UhitOperation.NotifyValidation,
            CallbackPath = "validation",
            SoapAction = "urn:validation",
            BodyContentType = "multipart/related",
            BodyContentEncoding = "gzip",
            BodyEncoding = "br",
            BodyLength = 77,
            BodySha256 = Sha256(body),
        };

    public static StoredEvent Event(string key, StoredEventKind kind = StoredEventKind.UsageDelivered, ReceiptId? receipt = null) =>
        new()
        {
            Kind = kind,
            Key = key,
            OccurredAt = Now,
            Receipt = receipt,
            Content = new StoredEventContent { Operation = UhitOperation.DeliverHistoricalUsage, Peer = "cnp", UsageCount = 2 },
        };

    /// <summary>An event that was handed out, as it was before it was stored.</summary>
    public static StoredEvent AsAppended(StoredEvent stored) => Event(stored.Key, stored.Kind, stored.Receipt) with
    {
        OccurredAt = stored.OccurredAt,
        Content = stored.Content,
    };

    public static PackedUsage Usage(int esi, string content = "packed") =>
        new(esi, Esi(esi), RequestedUsage.Interval, Encoding.UTF8.GetBytes(content));

    /// <summary>A change that adds one delivered fact for a message, with one event.</summary>
    public static Func<InquiryRecord, InquiryChange?> Delivered(InboxMessage message) => record => new InquiryChange(
        record with
        {
            Ledger = record.Ledger.Apply(new Delivered(
                message.Order,
                null,
                new DeliveryPart(DeliveryId.Parse("D-" + message.MessageKey), 1, 1),
                [new DeliveredLine(Esi(1), RequestedUsage.Interval, null)])),
        },
        [Event("delivered/" + message.MessageKey, receipt: message.Receipt)]);

    public static byte[] Sha256(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
