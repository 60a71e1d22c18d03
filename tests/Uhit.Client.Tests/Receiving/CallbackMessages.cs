using System.Text;
using Uhit.Client.Tests.Inquiries;
using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Receiving;

/// <summary>What CNP sends, in the reference contract.</summary>
internal static class CallbackMessages
{
    public static readonly AuthenticationId ThirdParty = AuthenticationId.Parse("123456789");

    public static readonly RequestId Asked = RequestId.Parse("R-1");

    public static readonly EsiId[] EsiIds = [EsiId.Parse("1008901000000000000001"), EsiId.Parse("1008901000000000000002")];

    private static readonly ReferenceWireFormat Format = ReferenceWireFormat.Instance;

    public static MessageHeader Header(string messageId, RequestId? requestId = null, AuthenticationId? authenticationId = null) => new()
    {
        AuthenticationId = authenticationId ?? ThirdParty,
        RequestId = requestId ?? Asked,
        MessageId = MessageId.Parse(messageId),
        SentAt = InquirySamples.Now.AddHours(1),
    };

    public static byte[] Validation(MessageHeader header, ValidationStatus? status = null, SoapVersion version = SoapVersion.Soap11) =>
        SoapEnvelopeWriter.ToBytes(
            version,
            writer => Format.WriteValidation(writer, header, TransactionId.Parse("T-1"), EsiIds.Select((esiId, i) => new LineValidation
            {
                LineNumber = i + 1,
                EsiId = esiId,
                Status = status ?? ValidationStatus.Validated,
            })));

    public static byte[] Acknowledgement(MessageHeader header) => SoapEnvelopeWriter.ToBytes(
        SoapVersion.Soap11,
        writer => Format.WriteAcknowledgementNotice(writer, header, new Acknowledgement
        {
            RequestId = header.RequestId,
            MessageId = MessageId.Parse("Q-1"),
            ReceivedAt = InquirySamples.Now,
            Status = AcknowledgementStatus.Accepted,
        }));

    public static byte[] Delivery(
        MessageHeader header, decimal firstReading = 1.25m, int part = 1, int parts = 1, SoapVersion version = SoapVersion.Soap11,
        int readings = 4) =>
        SoapEnvelopeWriter.ToBytes(
            version,
            writer => Format.WriteDelivery(
                writer, header, TransactionId.Parse("T-1"), new DeliveryPart(DeliveryId.Parse("D-1"), part, parts),
                Histories(firstReading, readings)));

    public static IEnumerable<UsageHistory> Histories(decimal firstReading = 1.25m, int readings = 4) =>
        EsiIds.Select((esiId, i) => new UsageHistory
        {
            LineNumber = i + 1,
            EsiId = esiId,
            BillingPeriods =
                [new BillingPeriod { StartDate = new DateOnly(2025, 1, 1), EndDate = new DateOnly(2025, 2, 1), Usage = 1234.5m }],
            IntervalSeries = [Series(firstReading, readings)],
        });

    /// <summary>The message with two megabytes of comments that do not compress well: more than one chunk of the spool.</summary>
    public static byte[] Padded(byte[] message)
    {
        var random = new Random(1);
        var comments = new StringBuilder();
        var noise = new byte[24 * 1024];
        for (var i = 0; i < 64; i++)
        {
            random.NextBytes(noise);
            comments.Append("<!--").Append(Convert.ToBase64String(noise)).Append("-->");
        }

        return Bytes(Text(message).Replace("<s:Body>", comments + "<s:Body>", StringComparison.Ordinal));
    }

    public static string Text(byte[] message) => Encoding.UTF8.GetString(message);

    public static byte[] Bytes(string message) => Encoding.UTF8.GetBytes(message);

    private static IntervalSeries Series(decimal first, int readings)
    {
        var builder = new IntervalSeriesBuilder("M1", UsageChannel.EnergyDelivered, UsageUnit.KilowattHour, TimeSpan.FromMinutes(15));
        var start = CentralTime.StartOf(new DateOnly(2025, 1, 1));
        for (var i = 0; i < readings; i++)
        {
            // No two alike, so that a large delivery does not compress to nothing.
            builder.Add(
                start.AddMinutes(15 * (i + 1)),
                i == 0 ? first : (decimal)(((ulong)i * 0x9E3779B97F4A7C15UL) >> 45) / 1000m,
                ReadType.Actual);
        }

        return builder.Build();
    }
}
