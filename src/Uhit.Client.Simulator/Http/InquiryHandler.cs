using System.Xml;
using Microsoft.AspNetCore.Http;
using Uhit.Client.Inquiries;
using Uhit.Client.Simulator.Exchange;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Decoding;
using Uhit.Client.Wire.Soap;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Simulator.Http;

/// <summary>The inquiry service: one request in, one answer out, or the trouble that the scenario asks for.</summary>
internal sealed class InquiryHandler(UhitSimulatorOptions options, InquiryDesk desk, StepJournal journal)
{
    private readonly Queue<InquiryTrouble> _troubles = new(options.Scenario.FirstRequests);
    private readonly IUhitWireFormat _format = options.WireFormat!;

    public async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path != options.Path)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (HttpMethods.IsGet(context.Request.Method))
        {
            await ContractPage.WriteAsync(context, options.ContractFiles).ConfigureAwait(false);
        }
        else if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET, POST";
        }
        else if (!SoapContentType.TryParse(context.Request.ContentType, out var version, out var action)
            || WireForm.Of(context.Request.ContentType, context.Request.Headers.ContentEncoding) is not { } form)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        }
        else
        {
            await PostAsync(context, form, version, action ?? context.Request.Headers["SOAPAction"]).ConfigureAwait(false);
        }
    }

    private async Task PostAsync(HttpContext context, WireForm form, SoapVersion version, string? action)
    {
        var trouble = NextTrouble();
        if (trouble == InquiryTrouble.DropBeforeReading)
        {
            Drop(context, "connection dropped before the body was read");
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        switch (trouble)
        {
            case InquiryTrouble.DropAfterReading:
                Drop(context, "connection dropped after the body was read; the inquiry does not count");
                return;
            case InquiryTrouble.Unavailable:
                journal.Add(Troubled("HTTP 503 with Retry-After"));
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = "1";
                return;
            case InquiryTrouble.Fault:
                await FaultAsync(context, version, SoapFaultCode.Receiver, new WireFault("Busy", "The service can't take the request now.", null)).ConfigureAwait(false);
                return;
        }

        if (await ReadAsync(context, form, version, action, body.ToArray()).ConfigureAwait(false) is not { } message)
        {
            return;
        }

        var (inquiry, answer, isNew) = desk.Take(message);
        if (trouble == InquiryTrouble.DropAfterCounting)
        {
            Drop(context, "connection dropped after the inquiry was taken");
            return;
        }

        await AnswerAsync(context, version, inquiry, answer, isNew).ConfigureAwait(false);
    }

    private InquiryTrouble? NextTrouble()
    {
        lock (_troubles)
        {
            return _troubles.TryDequeue(out var trouble) ? trouble : null;
        }
    }

    private async Task<InquiryMessage?> ReadAsync(HttpContext context, WireForm form, SoapVersion version, string? action, byte[] body)
    {
        try
        {
            var limits = XmlLimits.Default with { MaxPayloadLength = _format.MaxPayloadBytes };
            var received = new WireMessage(() => new MemoryStream(body, writable: false), form, limits);
            using var envelope = SoapEnvelope.Open(received, new SoapHeaders(_format), context.RequestAborted);
            if (envelope.SoapVersion == version
                && _format.FindOperation(envelope.BodyName.Name, envelope.BodyName.Namespace) == UhitOperation.RequestHistoricalUsage
                && SoapAction.Agrees(action, _format.GetAction(UhitOperation.RequestHistoricalUsage)))
            {
                var message = _format.ReadInquiry(envelope);
                envelope.ReadToEnd();
                return message;
            }
        }
        catch (SoapMessageException exception)
        {
            journal.Add(Troubled("SOAP fault " + exception.Code));
            await FaultAsync(context, version, SoapEnvelopeWriter.FaultToBytes(version, exception.Code, exception.Message, exception.NotUnderstood, null))
                .ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (exception is XmlException or WireFormatException)
        {
            // Told to the caller below, in the words of the contract.
        }

        await FaultAsync(context, version, SoapFaultCode.Sender, new WireFault("Unreadable", "The request is no inquiry of the contract.", null)).ConfigureAwait(false);
        return null;
    }

    private async Task AnswerAsync(HttpContext context, SoapVersion version, SimulatedInquiry inquiry, Acknowledgement answer, bool isNew)
    {
        if (options.Scenario.AnswerDelay > TimeSpan.Zero)
        {
            await Task.Delay(options.Scenario.AnswerDelay, options.TimeProvider, context.RequestAborted).ConfigureAwait(false);
        }

        if (options.Scenario.CallbacksBeforeAnswer)
        {
            await inquiry.Completed.Task.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        }

        var empty = options.Scenario.AcknowledgeByCallback && isNew;
        journal.Add(new SimulatorStep
        {
            Kind = SimulatorStepKind.InquiryAnswered,
            AuthenticationId = inquiry.AuthenticationId,
            RequestId = inquiry.RequestId,
            MessageId = answer.MessageId,
            Operation = UhitOperation.RequestHistoricalUsage,
            Status = empty ? null : answer.Status,
            Errors = empty ? [] : answer.Errors,
            Remark = isNew ? null : "the number was known",
        });
        if (empty)
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        var headers = SoapHeaders.Of(_format, UhitOperation.RequestHistoricalUsage, isAnswer: true);
        await WriteAsync(context, version, SoapEnvelopeWriter.ToBytes(version, headers, writer => _format.WriteInquiryAnswer(writer, answer))).ConfigureAwait(false);
    }

    private Task FaultAsync(HttpContext context, SoapVersion version, SoapFaultCode code, WireFault fault)
    {
        journal.Add(Troubled("SOAP fault " + fault.Code));
        return FaultAsync(context, version, SoapEnvelopeWriter.FaultToBytes(version, code, fault.Description, writer => _format.WriteFaultDetail(writer, fault)));
    }

    private static Task FaultAsync(HttpContext context, SoapVersion version, byte[] bytes)
    {
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return WriteAsync(context, version, bytes);
    }

    private void Drop(HttpContext context, string remark)
    {
        journal.Add(Troubled(remark));
        context.Abort();
    }

    private static SimulatorStep Troubled(string remark) => new() { Kind = SimulatorStepKind.RequestTroubled, Remark = remark };

    private static async Task WriteAsync(HttpContext context, SoapVersion version, byte[] bytes)
    {
        context.Response.ContentType = SoapEnvelopeWriter.ContentType(version, null);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }
}
