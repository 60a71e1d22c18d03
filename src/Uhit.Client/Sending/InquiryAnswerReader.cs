using System.Net;
using System.Xml;
using Uhit.Client.Http;
using Uhit.Client.Inquiries;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Sending;

/// <summary>Says what CNP's answer to an inquiry means: an acknowledgement, a refusal, or something that leaves it uncertain.</summary>
internal sealed class InquiryAnswerReader(IUhitWireFormat format) : IResponseInspector
{
    // What HTTP itself says was not processed. Others of the 400s, a gateway's 409 or 499, may have been.
    private static readonly int[] NotProcessed = [400, 406, 411, 413, 414, 415, 417, 421, 426, 431];

    private static readonly XmlLimits Limits = new() { MaxBytes = 4 * 1024 * 1024 };

    public SendReport Read(SendResponse response, MessageHeader asked)
    {
        try
        {
            if (SoapContentType.TryParse(response.ContentType, out _, out _))
            {
                using var envelope = Open(response);
                if (envelope.IsFault)
                {
                    return ReadFault(response, envelope.ReadFault(format));
                }

                var answer = format.ReadInquiryAnswer(envelope);
                envelope.ReadToEnd();
                return Judge(response, answer, asked);
            }
        }
        catch (Exception exception)
        {
            // Any exception: a wire format may be the user's own, and how the send ended must be stored whatever it throws.
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return Uncertain(response, "CNP's answer can't be read. Does the wire format fit CNP's WSDL?", exception);
            }
        }

        return ReadStatus(response);
    }

    public ResponseKind Inspect(SendResponse response)
    {
        try
        {
            using var envelope = Open(response);
            return envelope.IsFault ? ResponseKind.Fault : ResponseKind.Answer;
        }
        catch (Exception exception) when (exception is XmlException or SoapMessageException)
        {
            return ResponseKind.NotSoap;
        }
    }

    private static SoapEnvelope Open(SendResponse response) => SoapEnvelope.Open(() => new MemoryStream(response.Body.ToArray(), writable: false), Limits);

    private static SendReport Judge(SendResponse response, Acknowledgement answer, MessageHeader asked)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return Uncertain(response, $"CNP sent an acknowledgement with HTTP status {(int)response.StatusCode}: the two contradict each other.", null);
        }

        return answer.RequestId == asked.RequestId && (answer.MessageId is null || answer.MessageId == asked.MessageId)
            ? SendReport.Answered(answer)
            : Uncertain(response, "CNP's acknowledgement names another inquiry than the one that was sent.", null);
    }

    private static SendReport ReadFault(SendResponse response, SoapFault fault)
    {
        var code = fault.Detail?.Code ?? fault.SubCode ?? fault.Code.ToString();
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            // Whoever the body blames.
            return AskedTooOften(response, code);
        }

        return fault.Code == SoapFaultCode.Receiver
            ? Uncertain(response, $"CNP had trouble of its own (SOAP fault {code}, HTTP status {(int)response.StatusCode}).", null, code)
            : Refused(response, $"CNP did not take the message (SOAP fault {code}). Compare the wire format with CNP's WSDL.", code);
    }

    private static SendReport ReadStatus(SendResponse response)
    {
        var status = (int)response.StatusCode;
        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => AskedTooOften(response, null),
            HttpStatusCode.ServiceUnavailable when response.RetryAfter is not null => Uncertain(
                response, "CNP's service is not available (HTTP status 503) and asked to come back later.", null),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Refused(
                response, $"CNP does not let this certificate in (HTTP status {status}). Is its Distinguished Name registered with CNP, for this environment?"),
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => Refused(
                response, $"There is no inquiry service at this address (HTTP status {status}). Check the setting Endpoint."),
            HttpStatusCode.RequestTimeout => Uncertain(response, "CNP gave up waiting for the message (HTTP status 408).", null),
            _ when status is >= 300 and < 400 => Refused(
                response, $"CNP answered with a redirection (HTTP status {status}), which is never followed. Check the setting Endpoint."),
            _ when NotProcessed.Contains(status) => Refused(response, $"CNP did not take the message (HTTP status {status})."),
            HttpStatusCode.OK => Uncertain(response, "What answered is no SOAP service: a login page or a proxy? Check the setting Endpoint.", null),
            _ => Uncertain(response, $"CNP answered with HTTP status {status} and no SOAP fault.", null),
        };
    }

    // Probably nothing was processed; but a gateway that says so may stand behind one that passed the first bytes on.
    private static SendReport AskedTooOften(SendResponse response, string? code) =>
        Uncertain(response, "CNP is asked too often (HTTP status 429).", null, code);

    private static SendReport Refused(SendResponse response, string message, string? code = null) => SendReport.Refused(
        Exception(response, message, isTransient: false, null, code));

    private static SendReport Uncertain(SendResponse response, string message, Exception? cause, string? code = null) => SendReport.Uncertain(
        Exception(response, message, isTransient: true, cause, code));

    private static UhitServiceException Exception(
        SendResponse response, string message, bool isTransient, Exception? cause = null, string? code = null) =>
        new(message, response.StatusCode, isTransient, cause) { RetryAfter = response.RetryAfter, FaultCode = code };
}
