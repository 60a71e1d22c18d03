using System.Security.Cryptography;
using System.Text;

namespace Uhit.Client.Wire.Mapping.Writing.Matching;

/// <summary>Makes messages of what a template found. What the contract does not carry is not made up,
/// but for what an inquiry can't be without.</summary>
/// <param name="time">The clock of what is received.</param>
/// <param name="zone">The contract's time zone.</param>
internal sealed class MatchedMessages(TimeProvider time, TimeZoneInfo zone)
{
    // An inquiry was judged before it was sent: its contract has no room for this, and the simulator none for less.
    private const string NotCarried = "not-carried@example.invalid";

    public InquiryMessage Inquiry(ReadNode node)
    {
        var lines = node.Items("line").Select(item => Line(item)).ToList();
        var header = Header(node);
        return new InquiryMessage(
            header.RequestId == default ? header with { RequestId = RequestId.Parse(KeyOf(lines)) } : header,
            new UsageHistoryInquiry { Lines = lines });
    }

    public Acknowledgement Acknowledgement(ReadNode node) => new()
    {
        RequestId = Id<RequestId>(node, "requestId") ?? default,
        MessageId = Id<MessageId>(node, "messageId"),
        TransactionId = Id<TransactionId>(node, "transactionId"),
        ReceivedAt = node.Time("receivedAt", zone) ?? time.GetUtcNow(),
        Status = Enum.TryParse<AcknowledgementStatus>(node.Text("status") ?? nameof(AcknowledgementStatus.Accepted), out var status)
            && Enum.IsDefined(status)
            ? status
            : throw new WireFormatException("bad-value", "status"),
        Errors = [.. node.Items("error").Select(Error)],
    };

    public WireFetch Fetch(ReadNode node) => new() { Header = Header(node), TransactionId = Id<TransactionId>(node, "transactionId") };

    public WireFetch Confirmation(ReadNode node) => new()
    {
        Header = Header(node),
        Confirms = Id<MessageId>(node, "confirms"),
        TransactionId = Id<TransactionId>(node, "transactionId"),
        Part = Id<DeliveryId>(node, "deliveryId") is { } delivery
            ? new DeliveryPart(delivery, node.Value<int>("partNumber") ?? 1, node.Value<int>("partCount") ?? 1)
            : null,
    };

    private MessageHeader Header(ReadNode node) => new()
    {
        AuthenticationId = Id<AuthenticationId>(node, "authenticationId") ?? default,
        RequestId = Id<RequestId>(node, "requestId") ?? default,
        MessageId = Id<MessageId>(node, "messageId"),
        SentAt = node.Time("sentAt", zone),
    };

    private InquiryLine Line(ReadNode item) => new()
    {
        EsiId = Id<EsiId>(item, "esiId") ?? throw new WireFormatException("missing-value", "esiId"),
        ServiceAddress = new ServiceAddress
        {
            Line1 = item.Text("serviceAddress.line1") ?? string.Empty,
            Line2 = item.Text("serviceAddress.line2"),
            City = item.Text("serviceAddress.city") ?? string.Empty,
            State = item.Text("serviceAddress.state") ?? string.Empty,
            PostalCode = item.Text("serviceAddress.postalCode") ?? string.Empty,
        },
        RequestedUsage = Requested(item),
        Period = Period(item),
        Authorization = new CustomerAuthorization
        {
            CustomerName = item.Text("authorization.customerName") ?? string.Empty,
            AuthorizedBy = item.Text("authorization.authorizedBy") ?? string.Empty,
            Title = item.Text("authorization.title"),
            Company = item.Text("authorization.company"),
            Telephone = item.Text("authorization.telephone") ?? string.Empty,
            Email = item.Text("authorization.email") ?? NotCarried,
            AuthorizedRecipient = item.Text("authorization.authorizedRecipient"),
            AuthorizedOn = item.Value<DateOnly>("authorization.authorizedOn") ?? DateOnly.MinValue,
            ExpiresOn = item.Value<DateOnly>("authorization.expiresOn"),
            Obtained = item.Value<bool>("authorization.obtained") ?? true,
        },
    };

    private static RequestedUsage Requested(ReadNode item)
    {
        if (item.Text("requestedUsage") is { } text)
        {
            return Enum.TryParse<RequestedUsage>(text, out var requested)
                ? requested
                : throw new WireFormatException("bad-value", "requestedUsage");
        }

        var (billing, interval) = (item.Value<bool>("requestedUsage.billing"), item.Value<bool>("requestedUsage.interval"));
        return billing is null && interval is null
            ? RequestedUsage.BillingAndInterval
            : (billing is true ? RequestedUsage.Billing : RequestedUsage.None)
                | (interval is true ? RequestedUsage.Interval : RequestedUsage.None);
    }

    // A contract without a period, or with one of its ends, asks for the year before.
    private UsagePeriod Period(ReadNode item)
    {
        var end = item.Value<DateOnly>("period.end") ?? CentralTime.DateOf(time.GetUtcNow()).AddDays(-1);
        var start = item.Value<DateOnly>("period.start")
            ?? (item.Value<int>("period.days") is { } days ? end.AddDays(1 - days) : UsagePeriod.YearEnding(end).Start);
        return UsagePeriod.TryCreate(start, end, out var period) ? period : throw new WireFormatException("bad-value", "period.end");
    }

    private static ReportedError Error(ReadNode item) => new()
    {
        Code = item.Text("code") ?? string.Empty,
        Description = item.Text("description") ?? item.Text("code") ?? string.Empty,
        LineNumber = item.Value<int>("lineNumber"),
    };

    // The same inquiry sent again is the same one.
    private static string KeyOf(IEnumerable<InquiryLine> lines)
    {
        var text = string.Concat(
            lines.Select(line => $"{line.EsiId.Value}|{line.Period.Start:O}|{line.Period.End:O}|{line.RequestedUsage}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }

    private static T? Id<T>(ReadNode node, string name)
        where T : struct, IParsable<T>
    {
        if (node.Text(name) is not { } text)
        {
            return null;
        }

        return T.TryParse(text, null, out var id) ? id : throw new WireFormatException("bad-value", name);
    }
}
