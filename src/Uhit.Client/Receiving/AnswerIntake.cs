using System.Xml;
using Uhit.Client.Store;
using Uhit.Client.Wire;

namespace Uhit.Client.Receiving;

/// <summary>Stores what an answer of CNP's service brings, by the way that every callback goes: read, committed with the change of its
/// inquiry and the events, then handed out.</summary>
internal sealed class AnswerIntake(ReceivingServices services)
{
    private readonly ReceiverSettings _options = services.Options;

    /// <summary>Takes the message that an answer holds as one operation.</summary>
    /// <param name="answer">The answer, taken into the store whole.</param>
    /// <param name="readAs">As which operation the wire format is to read it.</param>
    /// <param name="asked">The inquiry that was asked for: what names none belongs to it.
    /// <see langword="null"/> where whatever is ready was asked for.</param>
    /// <param name="isToBeConfirmed">Whether the inquiry is to remember that CNP still has to be told.</param>
    /// <param name="cancellationToken">Stops, as long as it is not being committed.</param>
    /// <exception cref="UhitStoreException">The store failed: whether it was stored is not known.</exception>
    public async Task<Intake> TakeAsync(
        AnswerSpool answer, UhitOperation readAs, RequestId? asked, bool isToBeConfirmed, CancellationToken cancellationToken)
    {
        var head = RequestHead.OfAnswer(readAs, asked, answer.Form);
        var intake = new MessageIntake(services, new ReceivedBody(answer.Receipt, answer.Peer, answer.ReceivedAt, head, answer.Body));
        ParsedCallback? parsed;
        try
        {
            parsed = await intake.TryReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (UntranslatableException e)
        {
            AnswerLog.Untranslatable(services.Logger, _options.Client, readAs, e.Message, answer.Receipt.ToString());
            return await KeepAsync(answer, intake, e.Cause.Code, readAs, e.Header, cancellationToken).ConfigureAwait(false) with
            {
                Problem = e,
            };
        }
        catch (RefusedCallbackException e)
        {
            AnswerLog.OfAnother(services.Logger, _options.Client, readAs);
            return new Intake(IntakeOutcome.NotTaken, Problem: e);
        }
        catch (Exception e) when (e is XmlException or SoapMessageException or BodyException { Problem: BodyProblem.ReadTooLong })
        {
            AnswerLog.Malformed(services.Logger, _options.Client, readAs, WordsOf(e));
            return new Intake(IntakeOutcome.NotTaken, Problem: e);
        }

        if (parsed is null)
        {
            return new Intake(IntakeOutcome.Nothing);
        }

        if (asked is { } id && parsed.Header.RequestId != id)
        {
            AnswerLog.OfAnotherInquiry(services.Logger, _options.Client, parsed.Operation, id.Value, parsed.Header.RequestId.Value);
        }

        await answer.Body.StageAsync(cancellationToken).ConfigureAwait(false);
        return await StoreAsync(answer, intake, parsed, isToBeConfirmed, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Intake> StoreAsync(
        AnswerSpool answer, MessageIntake intake, ParsedCallback parsed, bool isToBeConfirmed, CancellationToken cancellationToken)
    {
        var result = await intake.StoreAsync(
            parsed,
            new RoomQuota(_options.Callback.MaxUnmatchedBytes, _options.Callback.MaxUnmatchedEntries),
            isToBeConfirmed).ConfigureAwait(false);
        var found = parsed with { Header = parsed.Header with { RequestId = result.Message.Header.RequestId } };
        switch (result.Outcome)
        {
            case InboxOutcome.Stored or InboxOutcome.Unmatched:
                answer.IsSettled = true;
                services.Signal.Changed(found.Header.RequestId);
                AnswerLog.Stored(services.Logger, _options.Client, parsed.Operation, parsed.MessageKey, answer.Peer, result.Outcome);
                await services.Adoption.AfterAsync(result, parsed).ConfigureAwait(false);
                return new Intake(result.Outcome == InboxOutcome.Stored ? IntakeOutcome.Stored : IntakeOutcome.Unmatched, found);
            case InboxOutcome.Duplicate:
                return new Intake(IntakeOutcome.Duplicate, found);
            case InboxOutcome.RoomFull:
                AnswerLog.RoomFull(services.Logger, _options.Client, parsed.Operation, parsed.MessageKey);
                return new Intake(IntakeOutcome.NotTaken, parsed);
            default:
                AnswerLog.Conflict(services.Logger, _options.Client, parsed.Operation, parsed.MessageKey, answer.Receipt.ToString());
                return await KeepAsync(
                    answer, intake, "conflict", parsed.Operation, parsed.Header, cancellationToken).ConfigureAwait(false) with
                {
                    Message = parsed,
                };
        }
    }

    private static async Task<Intake> KeepAsync(
        AnswerSpool answer, MessageIntake intake, string reason, UhitOperation operation, MessageHeader? header,
        CancellationToken cancellationToken)
    {
        await answer.Body.StageAsync(cancellationToken).ConfigureAwait(false);
        var isKept = await intake.KeepAsync(
            reason, operation, header?.MessageId?.Value, cancellationToken).ConfigureAwait(false);
        answer.IsSettled = true;
        return new Intake(isKept ? IntakeOutcome.Kept : IntakeOutcome.NotTaken);
    }

    // An XmlException's own text may quote the message.
    private static string WordsOf(Exception e) => e switch
    {
        Wire.Xml.XmlGuardException or SoapMessageException => e.Message,
        BodyException { Problem: BodyProblem.ReadTooLong } => "It was not read within Callback:ReadTimeout.",
        _ => "It is not well-formed XML.",
    };
}
