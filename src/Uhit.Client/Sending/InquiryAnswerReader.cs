using System.Net;
using System.Xml;
using Uhit.Client.Decompression;
using Uhit.Client.Http;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Decoding;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Sending;

/// <summary>Says what CNP's answer to an inquiry means: an acknowledgement, a refusal, or something that leaves it uncertain.</summary>
internal sealed class InquiryAnswerReader(
    UhitWireFormat format, SoapHeaders? headers = null, WireSecrets? secrets = null, TimeProvider? time = null)
{
    // What HTTP itself says was not processed. Others of the 400s, a gateway's 409 or 499, may have been.
    private static readonly int[] NotProcessed = [400, 406, 411, 413, 414, 415, 417, 421, 426, 431];

    // An answer has 4 MiB at most, and more in UTF-8 than in another encoding. Elements are counted because a fault is taken into memory.
    private static readonly MessageLimits Limits = new() { MaxBytes = 12 * 1024 * 1024, MaxElements = 100_000 };

    /// <summary>Reads an answer.</summary>
    /// <param name="response">The answer as it came.</param>
    /// <param name="asked">The header of the inquiry.</param>
    /// <param name="cancellationToken">Ends the reading: the inquiry is uncertain then.</param>
    public SendReport Read(SendResponse response, MessageHeader asked, CancellationToken cancellationToken = default)
    {
        if (IsWithoutBody(response))
        {
            return ReadEmpty(response, asked);
        }

        return ReadDocument(response, () => Open(response, cancellationToken), asked, cancellationToken);
    }

    /// <summary>Reads an answer whose body was stored as it came.</summary>
    /// <param name="response">The answer without its body.</param>
    /// <param name="open">Opens the body.</param>
    /// <param name="asked">The header of the inquiry.</param>
    /// <param name="cancellationToken">Ends the reading: the inquiry is uncertain then.</param>
    public SendReport ReadDocument(SendResponse response, Func<SoapEnvelope> open, MessageHeader asked, CancellationToken cancellationToken)
    {
        // A login page is no answer that can't be read; where the type says SOAP, or the envelope is there, it is.
        var isSoap = SaysSoap(response);
        try
        {
            using var envelope = open();
            isSoap = true;
            if (envelope.IsFault)
            {
                return ReadFault(response, envelope, asked);
            }

            if (EmptyAnswer is not null)
            {
                // What a stack writes that has to write something, such as an element without content.
                envelope.ReadToEnd();
                return ReadEmpty(response, asked);
            }

            var answer = format.ReadInquiryAnswer(envelope);
            envelope.ReadToEnd();
            return Judge(response, answer, asked);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            return TookTooLong(response, exception);
        }
        catch (SoapMessageException exception) when (exception.IsEmptyBody && EmptyAnswer is not null)
        {
            return ReadEmpty(response, asked);
        }
        catch (UhitStoreException exception)
        {
            return SendReport.Uncertain(exception);
        }
        catch (Exception exception)
        {
            // Any exception: a wire format may be the user's own, and how the send ended must be stored whatever it throws.
            return Unreadable(response, exception, isSoap);
        }
    }

    /// <summary>Reads CNP's answer to a confirmation. One without a body says that it was taken.</summary>
    /// <param name="response">The answer as it came.</param>
    /// <param name="confirmation">What was confirmed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public SendReport ReadConfirmation(SendResponse response, WireFetch confirmation, CancellationToken cancellationToken)
    {
        var isTaken = (int)response.StatusCode is >= 200 and < 300;
        if (IsWithoutBody(response))
        {
            return isTaken ? Taken(confirmation.Header) : ReadStatus(response);
        }

        try
        {
            using var envelope = Open(response, cancellationToken);
            if (envelope.IsFault)
            {
                return ReadFault(response, envelope);
            }

            if (!isTaken || format.GetEmptyAnswerStatus(UhitOperation.ConfirmUsage) is not null)
            {
                return isTaken ? Taken(confirmation.Header) : ReadStatus(response);
            }

            var answer = format.ReadConfirmAnswer(envelope, confirmation);
            envelope.ReadToEnd();
            return SendReport.Answered(answer);
        }
        catch (SoapMessageException exception) when (exception.IsEmptyBody && isTaken)
        {
            return Taken(confirmation.Header);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Any exception, as above.
            return Unreadable(response, exception, SaysSoap(response));
        }
    }

    /// <summary>Why a fetch brought nothing: a fault, or a status of HTTP.</summary>
    /// <param name="response">The answer as it came, in memory.</param>
    /// <param name="isNothing">Whether it only says that nothing is ready.</param>
    public UhitException? ReadFetchFailure(SendResponse response, out bool isNothing)
    {
        isNothing = false;
        try
        {
            using var envelope = Open(response, CancellationToken.None);
            return envelope.IsFault ? ReadFetchFailure(response, envelope, out isNothing) : ReadStatus(response).Failure;
        }
        catch (Exception e) when (e is SoapMessageException or XmlException or DecodingException)
        {
            return ReadStatus(response).Failure;
        }
    }

    /// <summary>What a fault that answers a fetch says.</summary>
    public UhitException? ReadFetchFailure(SendResponse response, SoapEnvelope envelope, out bool isNothing)
    {
        var told = ToServiceFault(envelope.ReadFault(format, out _));
        isNothing = format.IsNothingReady(told);
        return Exception(response, $"CNP refused the fetch: {Describe(response, told)}.{Reason(told)}", isTransient: true, null, told);
    }

    /// <summary>For an answer whose body could not be stored or read.</summary>
    public static SendReport Unreadable(SendResponse response, Exception exception) => Unreadable(response, exception, SaysSoap(response));

    /// <summary>For an answer that came, and was not read in time.</summary>
    public static SendReport TookTooLong(SendResponse response, Exception? cause) => Uncertain(
        response, "CNP answered, but the time ran out before the answer was read (Connection:AttemptTimeout, Connection:TotalTimeout, or "
            + "the caller gave up).", cause);

    private SoapEnvelope Open(SendResponse response, CancellationToken cancellationToken) => SoapEnvelope.Open(
        new WireMessage(() => new MemoryStream(response.Body.ToArray(), writable: false), WireForm.Of(response.ContentType, null)!, Limits),
        headers ?? SoapHeaders.Default, cancellationToken);

    /// <summary>Opens an answer whose body was stored as it came.</summary>
    public SoapEnvelope Open(Func<Stream> received, WireForm form, MessageLimits limits, CancellationToken cancellationToken) =>
        SoapEnvelope.Open(new WireMessage(received, form, limits), headers ?? SoapHeaders.Default, cancellationToken);

    private HttpStatusCode? EmptyAnswer => format.GetEmptyAnswerStatus(UhitOperation.RequestHistoricalUsage);

    private static bool SaysSoap(SendResponse response) =>
        ContentTypeValue.Parse(response.ContentType)?.MediaType is "text/xml" or "application/soap+xml" or "multipart/related";

    private static bool IsWithoutBody(SendResponse response) => response.Body.Span.Trim(" \t\r\n"u8).IsEmpty;

    private static SendReport Unreadable(SendResponse response, Exception exception, bool isSoap) =>
        isSoap && response.StatusCode == HttpStatusCode.OK
            ? Uncertain(
                response,
                "CNP's answer can't be "
                    + $"read. {(exception is SoapMessageException ? exception.Message : "Does the wire format fit CNP's WSDL?")}",
                    exception)
            : ReadStatus(response);

    // Where the contract has no answer, HTTP's own says that it was taken. Before anything is
    // known that CNP may repeat, our clock says when.
    private SendReport ReadEmpty(SendResponse response, MessageHeader asked) =>
        EmptyAnswer is not null && (int)response.StatusCode is >= 200 and < 300 ? Taken(asked) : ReadStatus(response);

    private SendReport Taken(MessageHeader asked) => SendReport.Answered(new Acknowledgement
    {
        RequestId = asked.RequestId,
        MessageId = asked.MessageId,
        ReceivedAt = (time ?? TimeProvider.System).GetUtcNow(),
        Status = AcknowledgementStatus.Accepted,
    });

    private SendReport Judge(SendResponse response, Acknowledgement answer, MessageHeader asked)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return Uncertain(
                response, $"CNP sent an acknowledgement with HTTP status {(int)response.StatusCode}: the two contradict each other.", null);
        }

        return (answer.RequestId == default || answer.RequestId == asked.RequestId)
            && (answer.MessageId is null || answer.MessageId == asked.MessageId)
            ? SendReport.Answered(Complete(answer, asked))
            : Uncertain(response, "CNP's acknowledgement names another inquiry than the one that was sent.", null);
    }

    // What a contract's answer does not say: it is of what was asked, and it was received now.
    // Without a time the inquiry would be due at once.
    private Acknowledgement Complete(Acknowledgement answer, MessageHeader asked) => answer with
    {
        RequestId = asked.RequestId,
        ReceivedAt = answer.ReceivedAt == default ? (time ?? TimeProvider.System).GetUtcNow() : answer.ReceivedAt,
    };

    // What the contract says of a fault is of inquiries.
    private SendReport ReadFault(SendResponse response, SoapEnvelope envelope, MessageHeader? asked = null)
    {
        var read = envelope.ReadFault(format, out var broken);
        var fault = ToServiceFault(read);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            // Whoever the body blames.
            return AskedTooOften(response, fault);
        }

        if (broken is not null)
        {
            return Uncertain(
                response, $"CNP sent a fault that is not well-formed: {Describe(response, fault)}.{Reason(fault)}", broken, fault);
        }

        switch (asked is null ? SendingState.Uncertain : read.Detail?.Sending)
        {
            case SendingState.Rejected:
                var refusal = new Acknowledgement
                {
                    RequestId = asked!.RequestId,
                    MessageId = asked.MessageId,
                    ReceivedAt = (time ?? TimeProvider.System).GetUtcNow(),
                    Status = AcknowledgementStatus.Rejected,
                    Errors = [new ReportedError { Code = fault.Code, Description = fault.Detail ?? fault.Reason ?? fault.Code }],
                };
                return SendReport.Answered(refusal, Exception(
                    response, $"CNP refused this send: {Describe(response, fault)}.{Reason(fault)} An earlier one may have arrived, and "
                        + "may be why.", isTransient: false, null, fault));
            case SendingState.NotSent:
                return SendReport.NotSent(Exception(
                    response, "CNP did not take the inquiry, and says that it may be sent "
                        + $"again: {Describe(response, fault)}.{Reason(fault)}", isTransient: true, null, fault));
        }

        return read.Code == SoapFaultCode.Receiver
            ? Uncertain(response, $"CNP had trouble of its own: {Describe(response, fault)}.{Reason(fault)}", null, fault)
            : Refused(
                response, $"CNP refused the message: {Describe(response, fault)}.{Reason(fault)} If it is about the message's form, "
                    + "compare the wire format with CNP's WSDL.", fault);
    }

    // CNP's own words may repeat personal data, so they are a property of the exception and no part of its message.
    private static string Describe(SendResponse response, ServiceFault fault) =>
        $"SOAP fault {fault.CodeWord} under HTTP status {(int)response.StatusCode}";

    private static string Reason(ServiceFault fault) =>
        fault.Reason is null && fault.Detail is null ? " CNP gave no reason." : " Fault of this exception has CNP's reason.";

    private ServiceFault ToServiceFault(SoapFault fault) => new()
    {
        Code = Redact(CodeOf(fault)),
        SoapCode = Redact(fault.SubCode is null ? fault.Code.ToString() : $"{fault.Code}.{fault.SubCode}"),
        Reason = fault.Reason.Length == 0 ? null : Redact(fault.Reason),
        Detail = DetailOf(fault) is { } detail ? Redact(detail) : null,
    };

    private string Redact(string text) => secrets?.Redact(text) ?? text;

    private static string CodeOf(SoapFault fault) =>
        fault.Detail is { } detail ? FaultText.Clean(detail.Code, FaultReader.MaxCode) : fault.SubCode ?? fault.Code.ToString();

    // A description that is empty says less than whatever else stands there.
    private static string? DetailOf(SoapFault fault) =>
        FaultText.Clean(fault.Detail?.Description, FaultReader.MaxDetail) is { Length: > 0 } description ? description : fault.DetailText;

    private static SendReport ReadStatus(SendResponse response)
    {
        var status = (int)response.StatusCode;
        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => AskedTooOften(response, null),
            HttpStatusCode.ServiceUnavailable when response.RetryAfter is not null => Uncertain(
                response, "CNP's service is not available (HTTP status 503) and asked to come back later.", null),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Refused(
                response, $"CNP does not let this certificate in (HTTP status {status}). Is its Distinguished Name registered with CNP, "
                    + "for this environment?"),
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => Refused(
                response, $"There is no inquiry service at this address (HTTP status {status}). Check the setting Endpoint."),
            HttpStatusCode.RequestTimeout => Uncertain(response, "CNP gave up waiting for the message (HTTP status 408).", null),
            _ when status is >= 300 and < 400 => Refused(
                response, $"CNP answered with a redirection (HTTP status {status}), which is never followed. Check the setting Endpoint."),
            _ when NotProcessed.Contains(status) => Refused(response, $"CNP did not take the message (HTTP status {status})."),
            HttpStatusCode.OK =>
                Uncertain(response, "What answered is no SOAP service: a login page or a proxy? Check the setting Endpoint.", null),
            _ => Uncertain(response, $"CNP answered with HTTP status {status} and no SOAP fault.", null),
        };
    }

    // Probably nothing was processed; but a gateway that says so may stand behind one that passed the first bytes on.
    private static SendReport AskedTooOften(SendResponse response, ServiceFault? fault) =>
        Uncertain(response, "CNP is asked too often (HTTP status 429).", null, fault);

    private static SendReport Refused(SendResponse response, string message, ServiceFault? fault = null) => SendReport.Refused(
        Exception(response, message, isTransient: false, null, fault));

    private static SendReport Uncertain(SendResponse response, string message, Exception? cause, ServiceFault? fault = null) =>
        SendReport.Uncertain(
            Exception(response, message, isTransient: true, cause, fault));

    private static UhitServiceException Exception(
        SendResponse response, string message, bool isTransient, Exception? cause, ServiceFault? fault) =>
        new(message, response.StatusCode, isTransient, cause) { RetryAfter = response.RetryAfter, Fault = fault };
}
