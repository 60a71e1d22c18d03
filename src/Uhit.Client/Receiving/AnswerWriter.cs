using System.Globalization;
using System.Net;
using System.Xml;
using System.Xml.Linq;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Receiving;

/// <summary>Writes what is answered. An answer repeats only identifiers that passed their type.</summary>
internal sealed class AnswerWriter(UhitWireFormat format, ReceiverSettings options)
{
    /// <summary>An answer as it is stored: without header blocks, which may hold secrets and what is new each
    /// time. Empty where the contract has none.</summary>
    public byte[] Write(SoapVersion version, WireCallback callback, Acknowledgement acknowledgement) =>
        format.GetEmptyAnswerStatus(callback.Operation) is not null
            ? []
            : SoapEnvelopeWriter.ToBytes(version, writer => format.WriteCallbackAnswer(writer, callback, acknowledgement));

    /// <summary>An answer as it leaves, with the header blocks that the format writes.</summary>
    public CallbackResponse Answer(
        SoapVersion version, WireCallback callback, ReadOnlyMemory<byte> bytes, Func<CancellationToken, Task>? sent = null) =>
        bytes.IsEmpty
        ? new((int)(format.GetEmptyAnswerStatus(callback.Operation) ?? HttpStatusCode.OK), null, bytes, []) { Sent = sent }
        : Encoded(200, version, SoapEnvelopeWriter.WithHeaders(bytes, version, HeadersOf(callback)), [], sent);

    /// <summary>Refuses a message for good: by a fault where the contract has no answer that could say so, or one
    /// that repeats what the message does not have.</summary>
    public CallbackResponse Reject(SoapVersion version, WireCallback callback, DateTimeOffset receivedAt, ReportedError error)
    {
        if (format.GetEmptyAnswerStatus(callback.Operation) is null)
        {
            try
            {
                return Answer(version, callback, Write(version, callback, new Acknowledgement
                {
                    RequestId = callback.Header.RequestId,
                    MessageId = callback.Header.MessageId,
                    ReceivedAt = receivedAt,
                    Status = AcknowledgementStatus.Rejected,
                    Errors = [error],
                }));
            }
            catch (WireFormatException)
            {
                // Asked to come again it would be refused again, for ever.
            }
        }

        return Fault(
            version,
            SoapFaultCode.Sender,
            error.Description,
            new WireFault { Code = error.Code, Description = error.Description, MessageId = callback.Header.MessageId });
    }

    /// <summary>A fault for which the caller is to blame, or its version of SOAP.</summary>
    public CallbackResponse Fault(
        SoapVersion version,
        SoapFaultCode code,
        string reason,
        WireFault? detail = null,
        IReadOnlyList<XmlQualifiedName>? notUnderstood = null)
    {
        var status = version == SoapVersion.Soap12 && code == SoapFaultCode.Sender ? options.Callback.Soap12SenderFaultStatus : 500;
        return Fault(version, status, code, reason, detail, [], notUnderstood ?? []);
    }

    /// <summary>A fault for which we are to blame: the caller is asked to try again.</summary>
    public CallbackResponse TryAgain(SoapVersion version) => Fault(
        version,
        500,
        SoapFaultCode.Receiver,
        "The message could not be stored now. Nothing was taken: send it again.",
        new WireFault { Code = "TryAgain", Description = "The message could not be stored now. Nothing was taken: send it again." },
        [KeyValuePair.Create("Retry-After", ((long)options.Callback.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture))],
        []);

    private IReadOnlyList<XElement> HeadersOf(WireCallback callback) =>
        SoapHeaders.Of(
            format,
            new WireHeaderContext { Operation = callback.Operation, IsAnswer = true, Header = callback.Header, Callback = callback });

    private CallbackResponse Fault(
        SoapVersion version, int status, SoapFaultCode code, string reason, WireFault? detail,
        IReadOnlyList<KeyValuePair<string, string>> headers, IReadOnlyList<XmlQualifiedName> notUnderstood)
    {
        var bytes = SoapEnvelopeWriter.FaultToBytes(
            version, code, reason, notUnderstood, detail is null ? null : writer => format.WriteFaultDetail(writer, detail));
        return Encoded(status, version, bytes, headers);
    }

    // What is stored is UTF-8; it leaves in the encoding of the contract, as one document that is not
    // compressed: whoever sent the callback may not read more.
    private CallbackResponse Encoded(
        int status, SoapVersion version, ReadOnlyMemory<byte> utf8, IReadOnlyList<KeyValuePair<string, string>> headers,
        Func<CancellationToken, Task>? sent = null)
    {
        if (format.Transfer.IsUtf8)
        {
            return new CallbackResponse(status, SoapEnvelopeWriter.ContentType(version, null), utf8, headers) { Sent = sent };
        }

        var form = new TransferForm(format.Transfer with { Gzip = false, Packaging = WirePackaging.Document }, version, null);
        using var encoded = new MemoryStream();
        form.Write(encoded, utf8);
        return new CallbackResponse(status, form.ContentType, encoded.ToArray(), headers) { Sent = sent };
    }
}
