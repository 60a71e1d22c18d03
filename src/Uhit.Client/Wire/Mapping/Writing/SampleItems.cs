using Uhit.Client.Inquiries;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing;

/// <summary>Messages with every value once, to see what a template makes of them. None of it is anybody's.</summary>
internal static class SampleItems
{
    /// <summary>The message of a kind.</summary>
    public static object Of(MessageKind kind, TimeProvider time)
    {
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), CentralTime.Zone);
        var header = new MessageHeader
        {
            AuthenticationId = AuthenticationId.Parse("000000000"),
            RequestId = RequestId.Parse("SAMPLE-REQUEST"),
            MessageId = MessageId.Parse("SAMPLE-MESSAGE"),
            SentAt = now,
        };
        return kind switch
        {
            MessageKind.Request => new InquiryMessage(header, Inquiry(CentralTime.DateOf(now))),
            MessageKind.Fetch => new WireFetch { Header = header, TransactionId = TransactionId.Parse("SAMPLE"), Inquiry = Inquiry(CentralTime.DateOf(now)) },
            MessageKind.Confirm => new WireConfirmation
            {
                Header = header,
                Confirms = MessageId.Parse("SAMPLE-FETCHED"),
                TransactionId = TransactionId.Parse("SAMPLE"),
                Part = new DeliveryPart(DeliveryId.Parse("SAMPLE"), 1, 1),
            },
            MessageKind.Headers => new HeadersItem(UhitOperation.RequestHistoricalUsage, "urn:sample", header, new Uri("https://sample.invalid/")),
            MessageKind.CallbackAnswer => new Acknowledgement
            {
                RequestId = header.RequestId,
                MessageId = header.MessageId,
                ReceivedAt = now,
                Status = AcknowledgementStatus.Accepted,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    /// <summary>An inquiry that is right as far as anybody can say without asking.</summary>
    public static UsageHistoryInquiry Inquiry(DateOnly today) => new()
    {
        Lines =
        [
            new InquiryLine
            {
                EsiId = EsiId.Parse("1008901000000000000000"),
                ServiceAddress = new ServiceAddress { Line1 = "1 Sample St", Line2 = "Suite 1", City = "Houston", State = "TX", PostalCode = "77002" },
                RequestedUsage = RequestedUsage.BillingAndInterval,
                Period = UsagePeriod.YearEnding(today.AddDays(-1)),
                Authorization = new CustomerAuthorization
                {
                    CustomerName = "Sample Customer",
                    AuthorizedBy = "Sample Signer",
                    Title = "Owner",
                    Company = "Sample Company",
                    Telephone = "713-555-0100",
                    Email = "sample@example.com",
                    AuthorizedRecipient = "Sample Recipient",
                    AuthorizedOn = today.AddDays(-1),
                    ExpiresOn = today.AddDays(30),
                    Obtained = true,
                },
            },
        ],
    };
}
