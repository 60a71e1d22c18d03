using System.Net;
using System.Xml;
using Microsoft.AspNetCore.Http;
using Uhit.Client.Simulator.Exchange;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Decoding;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Simulator.Http;

/// <summary>The inquiry service: one request in, one answer out, or the trouble that the scenario asks for.</summary>
internal sealed class InquiryHandler(
    UhitSimulatorOptions options, InquiryDesk desk, PollDesk? polling, StepJournal journal, ReportBook report)
{
    private readonly Queue<InquiryTrouble> _troubles = new(options.Scenario.FirstRequests);
    private readonly SimulatedWireFormat _format = options.Format;

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

    private async Task TakeAsync(HttpContext context, WireForm form, SoapVersion version, string? action)
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
                await FaultAsync(
                    context,
                    version,
                    SoapFaultCode.Receiver,
                    new WireFault { Code = "Busy", Description = "The service can't take the request now." }).ConfigureAwait(false);
                return;
        }

        if (await ReadAsync(context, form, version, action, body.ToArray()).ConfigureAwait(false) is not { } asked)
        {
            return;
        }

        if (asked.Inquiry is not { } message)
        {
            await (asked.Fetch is { } fetch
                ? FetchAsync(context, version, fetch)
                : ConfirmAsync(context, version, asked.Confirmation!)).ConfigureAwait(false);
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

    private async Task PostAsync(HttpContext context, WireForm form, SoapVersion version, string? action)
    {
        try
        {
            await TakeAsync(context, form, version, action).ConfigureAwait(false);
        }
        catch (WireFormatException exception) when (!context.Response.HasStarted)
        {
            await FaultAsync(
                context, version, SoapFaultCode.Receiver, new WireFault
                {
                    Code = "NotCarried",
                    Description = $"The simulator can't say its answer in this contract: {exception.Message}",
                }).ConfigureAwait(false);
        }
    }

    private InquiryTrouble? NextTrouble()
    {
        lock (_troubles)
        {
            return _troubles.TryDequeue(out var trouble) ? trouble : null;
        }
    }

    private async Task<ServiceRequest?> ReadAsync(HttpContext context, WireForm form, SoapVersion version, string? action, byte[] body)
    {
        try
        {
            var limits = MessageLimits.Default with { MaxPayloadLength = _format.MaxPayloadBytes };
            var received = new WireMessage(() => new MemoryStream(body, writable: false), form, limits);
            using var envelope = SoapEnvelope.Open(received, new SoapHeaders(_format), context.RequestAborted);
            var operation = _format.FindOperation(envelope.BodyName.Name, envelope.BodyName.Namespace);
            if (envelope.SoapVersion == version
                && operation is { } asked
                && IsServed(asked)
                && SoapAction.Agrees(action, _format.GetAction(asked)))
            {
                var request = asked switch
                {
                    UhitOperation.FetchUsage => new ServiceRequest(Fetch: _format.ReadFetch(envelope)),
                    UhitOperation.ConfirmUsage => new ServiceRequest(Confirmation: _format.ReadConfirm(envelope)),
                    _ => new ServiceRequest(_format.ReadInquiry(envelope)),
                };
                envelope.ReadToEnd();
                return request;
            }
        }
        catch (SoapMessageException exception)
        {
            journal.Add(Troubled("SOAP fault " + exception.Code));
            await FaultAsync(
                context,
                version,
                SoapEnvelopeWriter.FaultToBytes(version, exception.Code, exception.Message, exception.NotUnderstood, null))
                .ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (exception is XmlException or WireFormatException)
        {
            // Told to the caller below, in the words of the contract.
        }

        await FaultAsync(
            context,
            version,
            SoapFaultCode.Sender,
            new WireFault { Code = "Unreadable", Description = "The request is no inquiry of the contract." }).ConfigureAwait(false);
        return null;
    }

    private bool IsServed(UhitOperation operation) => operation == UhitOperation.RequestHistoricalUsage
        || (polling is not null && operation is UhitOperation.FetchUsage or UhitOperation.ConfirmUsage);

    private async Task FetchAsync(HttpContext context, SoapVersion version, WireFetch fetch)
    {
        var next = polling!.Next(fetch);
        var usage = new List<SimulatedUsage>();
        var headers = SoapHeaders.Of(
            _format, new WireHeaderContext { Operation = UhitOperation.FetchUsage, IsAnswer = true, Header = fetch.Header });
        var answer = SoapEnvelopeWriter.ToBytes(
            version, headers, writer => (next?.Format ?? _format).WriteFetchAnswer(writer, fetch, next?.Notice(usage.Add)));
        if (next is not null)
        {
            // Before it leaves: it may be confirmed before this goes on.
            polling.GivenOut(next, usage);
        }

        await WriteAsync(context, version, answer).ConfigureAwait(false);
    }

    private async Task ConfirmAsync(HttpContext context, SoapVersion version, WireFetch confirmation)
    {
        if (polling!.Confirm(confirmation) is not { } answer)
        {
            journal.Add(Troubled("HTTP 503 to a confirmation"));
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        else if (_format.GetEmptyAnswerStatus(UhitOperation.ConfirmUsage) is not null)
        {
            WriteEmpty(context, UhitOperation.ConfirmUsage);
        }
        else
        {
            var headers = SoapHeaders.Of(
                _format, new WireHeaderContext { Operation = UhitOperation.ConfirmUsage, IsAnswer = true, Header = confirmation.Header });
            await WriteAsync(
                context,
                version,
                SoapEnvelopeWriter.ToBytes(version, headers, writer => _format.WriteConfirmAnswer(writer, answer))).ConfigureAwait(false);
        }
    }

    private void WriteEmpty(HttpContext context, UhitOperation operation) => context.Response.StatusCode =
        (int)(_format.GetEmptyAnswerStatus(operation) ?? HttpStatusCode.OK);

    private async Task AnswerAsync(HttpContext context, SoapVersion version, SimulatedInquiry inquiry, Acknowledgement answer, bool isNew)
    {
        if (options.Scenario.AnswerDelay > TimeSpan.Zero)
        {
            await Task.Delay(options.Scenario.AnswerDelay, options.TimeProvider, context.RequestAborted).ConfigureAwait(false);
        }

        var hasContent = _format.GetAnswerContent(UhitOperation.RequestHistoricalUsage).Count > 0;
        if (options.Scenario.CallbacksBeforeAnswer || hasContent)
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

        if (_format.GetEmptyAnswerStatus(UhitOperation.RequestHistoricalUsage) is not null)
        {
            await AnswerWithoutMessageAsync(context, version, answer).ConfigureAwait(false);
            return;
        }

        var header = inquiry.Message.Header with { MessageId = answer.MessageId };
        var headers = SoapHeaders.Of(_format, new WireHeaderContext
        {
            Operation = UhitOperation.RequestHistoricalUsage,
            IsAnswer = true,
            Header = header,
            Callback = new WireCallback
            {
                Operation = UhitOperation.RequestHistoricalUsage,
                Header = header,
                TransactionId = answer.TransactionId,
            },
        });
        Callback[] content = answer.Status == AcknowledgementStatus.Accepted ? [.. inquiry.Content] : [];
        var usage = content.Select(_ => new List<SimulatedUsage>()).ToArray();
        WireCallback[] notices = [.. content.Select((callback, index) => callback.Notice(usage[index].Add))];
        ReadOnlyMemory<byte> bytes;
        try
        {
            bytes = SoapEnvelopeWriter.ToBytes(version, headers, writer => _format.WriteInquiryAnswer(writer, answer, notices));
        }
        catch (WireFormatException) when (answer.Status == AcknowledgementStatus.Rejected)
        {
            await RefuseAsync(
                context,
                version,
                answer,
                " The answer of the contract has no word for Rejected, so that it is refused by this fault.").ConfigureAwait(false);
            return;
        }

        await WriteAsync(context, version, bytes).ConfigureAwait(false);
        foreach (var (index, callback) in content.Index())
        {
            report.Accepted(callback, usage[index]);
        }
    }

    // A refusal is a fault: there is nothing else to say it with.
    private async Task AnswerWithoutMessageAsync(HttpContext context, SoapVersion version, Acknowledgement answer)
    {
        if (answer.Status == AcknowledgementStatus.Accepted)
        {
            WriteEmpty(context, UhitOperation.RequestHistoricalUsage);
            return;
        }

        await RefuseAsync(context, version, answer, string.Empty).ConfigureAwait(false);
    }

    private Task RefuseAsync(HttpContext context, SoapVersion version, Acknowledgement answer, string remark)
    {
        var error = answer.Errors.Count > 0
            ? answer.Errors[0]
            : new ReportedError { Code = "Rejected", Description = "The inquiry is refused." };
        return FaultAsync(
            context,
            version,
            SoapFaultCode.Sender,
            new WireFault { Code = error.Code, Description = error.Description + remark, MessageId = answer.MessageId });
    }

    private Task FaultAsync(HttpContext context, SoapVersion version, SoapFaultCode code, WireFault fault)
    {
        journal.Add(Troubled("SOAP fault " + fault.Code));
        return FaultAsync(
            context,
            version,
            SoapEnvelopeWriter.FaultToBytes(version, code, fault.Description, writer => _format.WriteFaultDetail(writer, fault)));
    }

    private Task FaultAsync(HttpContext context, SoapVersion version, byte[] bytes)
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

    private async Task WriteAsync(HttpContext context, SoapVersion version, ReadOnlyMemory<byte> utf8)
    {
        var form = new TransferForm(
            (options.CallbackTransfer ?? _format.Transfer) with { Gzip = false, Packaging = WirePackaging.Document }, version, null);
        using var bytes = new MemoryStream();
        form.Write(bytes, utf8);
        context.Response.ContentType = form.ContentType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes.ToArray(), context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>A request to CNP's service: one of the three.</summary>
    private sealed record ServiceRequest(InquiryMessage? Inquiry = null, WireFetch? Fetch = null, WireFetch? Confirmation = null);
}
