using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing;

/// <summary>Messages with every value once, to see what a template makes of them. None of it is anybody's.</summary>
internal static class SampleItems
{
    /// <summary>Messages of a kind that differ in what changes the form: with every value, with as few as there
    /// can be, and with each code that there is.</summary>
    public static IEnumerable<(string What, object Item)> All(MessageKind kind, TimeProvider time)
    {
        var whole = Of(kind, time);
        yield return ("with every value", whole);
        switch (whole)
        {
            case InquiryMessage message:
                yield return (
                    "with two lines",
                    message with { Inquiry = new UsageHistoryInquiry { Lines = [message.Inquiry.Lines[0], message.Inquiry.Lines[0]] } });
                foreach (var usage in new[] { RequestedUsage.Billing, RequestedUsage.Interval })
                {
                    yield return ($"for {usage}", message with
                    {
                        Inquiry = new UsageHistoryInquiry { Lines = [message.Inquiry.Lines[0] with { RequestedUsage = usage }] },
                    });
                }

                yield return (
                    "without what may be missing",
                    message with { Inquiry = new UsageHistoryInquiry { Lines = [Least(message.Inquiry.Lines[0])] } });
                break;
            case MessageValues.CallbackAnswerItem answer:
                yield return ("that refuses", answer with
                {
                    Acknowledgement = answer.Acknowledgement with
                    {
                        Status = AcknowledgementStatus.Rejected,
                        Errors = [new ReportedError { Code = "Unreadable", Description = "The message can't be read.", LineNumber = 1 }],
                    },
                });
                break;
            case WireFetch { Confirms: not null } confirmation:
                yield return ("of what has no numbers", confirmation with { Confirms = null, TransactionId = null, Part = null });
                break;
        }
    }

    /// <summary>The message of a kind.</summary>
    public static object Of(MessageKind kind, TimeProvider time)
    {
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), CentralTime.Zone);

        // As long as those that are really sent.
        var header = new MessageHeader
        {
            AuthenticationId = AuthenticationId.Parse("000000000"),
            RequestId = RequestId.Create(time),
            MessageId = MessageId.Create(time),
            SentAt = now,
        };
        return kind switch
        {
            MessageKind.Request => new InquiryMessage(header, Inquiry(CentralTime.DateOf(now))),
            MessageKind.Fetch => new WireFetch
            {
                Header = header,
                TransactionId = TransactionId.Parse("SAMPLE"),
                Inquiry = Inquiry(CentralTime.DateOf(now)),
            },
            MessageKind.Confirm => new WireFetch
            {
                Header = header,
                Confirms = MessageId.Parse("SAMPLE-FETCHED"),
                TransactionId = TransactionId.Parse("SAMPLE"),
                Part = new DeliveryPart(DeliveryId.Parse("SAMPLE"), 1, 1),
            },
            MessageKind.Headers =>
                new MessageValues.HeadersItem(
                    UhitOperation.RequestHistoricalUsage, "urn:sample", header, new Uri("https://sample.invalid/")),
            MessageKind.CallbackAnswer => new MessageValues.CallbackAnswerItem(
                new Acknowledgement
                {
                    RequestId = header.RequestId,
                    MessageId = header.MessageId,
                    ReceivedAt = now,
                    Status = AcknowledgementStatus.Accepted,
                },
                new WireCallback
                {
                    Operation = UhitOperation.DeliverHistoricalUsage,
                    Header = header,
                    TransactionId = TransactionId.Parse("SAMPLE"),
                    CorrelationId = "SAMPLE",
                    Part = new DeliveryPart(DeliveryId.Parse("SAMPLE"), 1, 1),
                }),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private static InquiryLine Least(InquiryLine line) => line with
    {
        ServiceAddress = line.ServiceAddress with { Line2 = null },
        Authorization = line.Authorization with { Title = null, Company = null, AuthorizedRecipient = null, ExpiresOn = null },
    };

    /// <summary>An inquiry that is right as far as anybody can say without asking.</summary>
    public static UsageHistoryInquiry Inquiry(DateOnly today) => new()
    {
        Lines =
        [
            new InquiryLine
            {
                EsiId = EsiId.Parse("1008901000000000000000"),
                ServiceAddress =
                    new ServiceAddress { Line1 = "1 Sample St", Line2 = "Suite 1", City = "Houston", State = "TX", PostalCode = "77002" },
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
