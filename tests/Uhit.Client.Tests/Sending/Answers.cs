using System.Text;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Sending;

/// <summary>What CNP may answer to an inquiry, as text.</summary>
internal static class Answers
{
    public static string Accepted(
        MessageHeader asked, SimulatedWireFormat? format = null, AcknowledgementStatus status = AcknowledgementStatus.Accepted)
    {
        var acknowledgement = new Acknowledgement
        {
            RequestId = asked.RequestId,
            MessageId = asked.MessageId,
            TransactionId = TransactionId.Parse("T-1"),
            ReceivedAt = new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero),
            Status = status,
            Errors = status == AcknowledgementStatus.Rejected
                ? [new ReportedError { Code = "A76", Description = "Not found.", LineNumber = 1 }]
                : [],
        };
        format ??= ReferenceWireFormat.Instance;
        return Text(SoapEnvelopeWriter.ToBytes(format.SoapVersion, writer => format.WriteInquiryAnswer(writer, acknowledgement)));
    }

    public static string Fault(SoapVersion version, SoapFaultCode code, string? detail = null) => Text(SoapEnvelopeWriter.FaultToBytes(
        version,
        code,
        "Words of the other side, with the name of a customer in them.",
        detail is null
            ? null
            : writer => ReferenceWireFormat.Instance.WriteFaultDetail(writer, new WireFault { Code = detail, Description = "Words." })));

    /// <summary>The header of an inquiry, as CNP's side reads it.</summary>
    public static InquiryMessage Read(byte[] request, SimulatedWireFormat? format = null)
    {
        using var envelope = SoapEnvelope.Open(() => new MemoryStream(request, writable: false), new MessageLimits());
        return (format ?? ReferenceWireFormat.Instance).ReadInquiry(envelope);
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
