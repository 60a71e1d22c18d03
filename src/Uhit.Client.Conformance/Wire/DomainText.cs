using System.Globalization;
using System.Text;
using Uhit.Client.Usage;

namespace Uhit.Client.Conformance.Wire;

/// <summary>All that a message says, as text: two messages are equal in domain terms when their texts are.</summary>
internal static class DomainText
{
    public static string Of(InquiryMessage message) =>
        Of(message.Header) + string.Concat(message.Inquiry.Lines.Select(line =>
            Line("line", line.EsiId.Value, Of(line.ServiceAddress), line.RequestedUsage, line.Period, Of(line.Authorization))));

    public static string Of(MessageHeader header) =>
        Line("header", header.AuthenticationId, header.RequestId, header.MessageId, header.SentAt);

    public static string Of(Acknowledgement value) =>
        Line("ack", value.RequestId, value.MessageId, value.TransactionId, value.ReceivedAt, value.Status)
            + string.Concat(value.Errors.Select(Of));

    public static string Of(LineValidation value) =>
        Line("validation", value.LineNumber, value.EsiId.Value, value.Status) + string.Concat(value.Reasons.Select(Of));

    public static string Of(DeliveryPart? part) =>
        part is null ? string.Empty : Line("delivery", part.DeliveryId, part.PartNumber, part.PartCount);

    public static string Of(TransactionId? transaction) => transaction is { } id ? Line("transaction", id) : string.Empty;

    public static string Of(ReportedError? error) => error is null ? "-" : Line("error", error.Code, error.Description, error.LineNumber);

    public static string Of(UsageHistory history)
    {
        var text = new StringBuilder(Line(
            "usage", history.LineNumber, history.EsiId.Value, history.CustomerName, Of(history.ServiceAddress), history.LoadProfile,
            history.RateClass, history.MeterReadCycle, history.ErcotRegion, Of(history.NoData)));
        foreach (var p in history.BillingPeriods)
        {
            text.Append(Line(
                "period", p.MeterNumber, p.MeterType, p.StartDate, p.EndDate, p.ReadType, p.Usage, p.MeteredDemand, p.BilledDemand,
                p.MeteredApparentDemand, p.BilledApparentDemand, p.PowerFactor, p.Multiplier));
        }

        foreach (var s in history.IntervalSeries)
        {
            text.Append(Line("series", s.MeterNumber, s.Channel, s.Unit, s.Interval, s.Count));
            foreach (var reading in s)
            {
                text.Append(Line("reading", reading.End, reading.Quantity, reading.ReadType));
            }
        }

        return text.ToString();
    }

    public static string Line(params object?[] values) => string.Join('|', values.Select(Text)) + "\n";

    private static string Of(ServiceAddress? a) => a is null ? "-" : Line("address", a.Line1, a.Line2, a.City, a.State, a.PostalCode);

    private static string Of(CustomerAuthorization a) =>
        Line(
            "authorization", a.CustomerName, a.AuthorizedBy, a.Title, a.Company, a.Telephone, a.Email, a.AuthorizedRecipient,
            a.AuthorizedOn, a.ExpiresOn, a.Obtained);

    private static string Text(object? value) => value switch
    {
        null => "-",
        // The value counts, not how many zeros end it.
        decimal number => (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
