using Uhit.Client.Http;
using Uhit.Client.Receiving;
using Uhit.Client.Sending.Wcf;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Sending;

/// <summary>Sends an inquiry once, and stores what its answer brings besides.</summary>
internal sealed class InquirySender : IInquirySender, IAsyncDisposable, IDisposable
{
    private readonly UhitWireFormat _format;
    private readonly InquiryAnswerReader _answers;
    private readonly ServiceCaller _caller;
    private readonly ReceivingServices? _receiving;
    private readonly UhitOperation[] _content;

    /// <param name="endpoint">The address of the service.</param>
    /// <param name="format">The contract.</param>
    /// <param name="transport">The way there.</param>
    /// <param name="gate">Checks it before the first send.</param>
    /// <param name="headers">Which header blocks of answers are understood.</param>
    /// <param name="secrets">What is taken out of the words of faults.</param>
    /// <param name="receiving">Stores what comes with the answer; needed where the contract has such content.</param>
    public InquirySender(
        Uri endpoint, UhitWireFormat format, UhitTransport transport, ConnectionGate gate, SoapHeaders? headers = null,
        WireSecrets? secrets = null, ReceivingServices? receiving = null)
    {
        _format = format;
        _receiving = receiving;
        _content = receiving is null ? [] : [.. format.GetAnswerContent(UhitOperation.RequestHistoricalUsage)];
        _answers = new InquiryAnswerReader(format, headers, secrets, receiving?.Time);
        _caller = new ServiceCaller(endpoint, format, transport, gate);
    }

    public async Task<SendReport> SendAsync(InquiryMessage message, CancellationToken cancellationToken)
    {
        if (_content.Length == 0)
        {
            var result = await CallAsync(message, null, cancellationToken).ConfigureAwait(false);
            return ReportOf(result) ?? await InTimeAsync(
                result.Response!,
                () => _answers.Read(result.Response!, message.Header, cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }

        var answer = new AnswerSpool(_receiving!, ServicePeer.Answered);
        await using var disposing = answer.ConfigureAwait(false);
        var called = await CallAsync(message, answer, cancellationToken).ConfigureAwait(false);
        return ReportOf(called) ?? await ReadAsync(called.Response!, answer, message, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _caller.DisposeAsync();

    // For containers that are disposed the other way.
    public void Dispose() => _caller.Dispose();

    private Task<SendResult> CallAsync(InquiryMessage message, AnswerSpool? answer, CancellationToken cancellationToken) =>
        _caller.CallAsync(
            UhitOperation.RequestHistoricalUsage,
            message.Header,
            writer => _format.WriteInquiry(writer, message),
            answer,
            cancellationToken);

    private static SendReport? ReportOf(SendResult result) =>
        result.Outcome switch
        {
            SendOutcome.Answered => null,
            SendOutcome.NotSent => SendReport.NotSent(result.Failure!),
            _ => SendReport.Uncertain(result.Failure!),
        };

    // An answer that may be large. What it brings is stored before the inquiry counts as answered: a
    // crash in between leaves it uncertain, with its data.
    private async Task<SendReport> ReadAsync(
        SendResponse response, AnswerSpool answer, InquiryMessage message, CancellationToken cancellationToken)
    {
        if (!answer.HasCome || (answer.Problem is null && answer.Body.Length == 0))
        {
            return await InTimeAsync(
                response, () => _answers.Read(response, message.Header, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        if (answer.Problem is { } problem)
        {
            return NotTaken(response, problem);
        }

        try
        {
            var report = await InTimeAsync(
                response,
                () => _answers.ReadDocument(
                    response,
                    () => _answers.Open(
                        () => answer.Body.Open(cancellationToken), answer.Form, _receiving!.Limits, cancellationToken),
                    message.Header,
                    cancellationToken),
                cancellationToken).ConfigureAwait(false);
            var isTaken = report.Answer is not { Status: AcknowledgementStatus.Accepted }
                || await TakeContentAsync(answer, message.Header.RequestId, cancellationToken).ConfigureAwait(false);

            // CNP believes that we have the data: as uncertain the inquiry is looked at, and can be sent again.
            return isTaken ? report : SendReport.Uncertain(new UhitServiceException(
                "CNP accepted the inquiry, and what its answer brought could not be stored: nothing of it was taken.", response.StatusCode,
                isTransient: true, null));
        }
        catch (Exception e) when (e is UhitStoreException or BodyException { Problem: BodyProblem.WaitedTooLong })
        {
            return NotTaken(response, e);
        }
        catch (OperationCanceledException e)
        {
            return InquiryAnswerReader.TookTooLong(response, e);
        }
    }

    /// <returns>Whether all that it brought is stored, or kept for people to look at.</returns>
    private async Task<bool> TakeContentAsync(AnswerSpool answer, RequestId asked, CancellationToken cancellationToken)
    {
        var intake = new AnswerIntake(_receiving!);
        var (isUsed, isTaken) = (false, true);
        foreach (var operation in _content)
        {
            // Each message has its bytes under a receipt of its own.
            var copy = isUsed ? await answer.CopyAsync(cancellationToken).ConfigureAwait(false) : null;
            try
            {
                var taken = await intake.TakeAsync(
                    copy ?? answer, operation, asked, isToBeConfirmed: false, cancellationToken).ConfigureAwait(false);
                isUsed |= taken.Outcome != IntakeOutcome.Nothing;
                isTaken &= taken.Outcome != IntakeOutcome.NotTaken;
            }
            finally
            {
                if (copy is not null)
                {
                    await copy.DisposeAsync().ConfigureAwait(false);
                }
            }
        }

        return isTaken;
    }

    private SendReport NotTaken(SendResponse response, Exception problem) => problem switch
    {
        UhitStoreException store => SendReport.Uncertain(store),
        BodyException { Problem: BodyProblem.TooLarge } => SendReport.Uncertain(new UhitServiceException(
            $"CNP answered with more than {_receiving!.Options.Callback.MaxBodyBytes} bytes (Callback:MaxBodyBytes): nothing of it was "
                + "stored.", response.StatusCode, isTransient: false, problem)),
        BodyException { Problem: BodyProblem.WaitedTooLong } => SendReport.Uncertain(new UhitServiceException(
            "CNP answered, and too many other answers were on their way into the store (Callback:MaxStagedBytes).", response.StatusCode,
            isTransient: true, problem)),
        _ => InquiryAnswerReader.Unreadable(response, problem),
    };

    // Reading can be cancelled between two nodes. Code of a wire format that never comes back can't: the caller does not wait for it.
    private static async Task<SendReport> InTimeAsync(SendResponse response, Func<SendReport> read, CancellationToken cancellationToken)
    {
        var reading = Task.Run(read, CancellationToken.None);
        try
        {
            return await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            return InquiryAnswerReader.TookTooLong(response, exception);
        }
    }
}
