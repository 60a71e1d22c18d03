using Uhit.Client.Usage;

namespace Uhit.Client.Wire;

/// <summary>Takes the parts of a callback as they are read: the header first, then line after line, so that memory stays flat.</summary>
public interface ICallbackSink
{
    /// <summary>How much a callback may hold. The sink refuses what is beyond; a format that builds up a line of usage stops before, by
    /// <see cref="MessageLimits.Exceeded"/>, so that the line is never built.</summary>
    MessageLimits Limits => MessageLimits.Default;

    /// <summary>Which operation the message is, where <see cref="UhitWireFormat.FindOperations"/> gave several
    /// and it is not the first; before the header.</summary>
    /// <param name="operation">One of those that were found.</param>
    void OnOperation(UhitOperation operation)
    {
    }

    /// <summary>Which form of its operation the message has, for formats in which an operation has several that are answered in different
    /// ways; before the header. It comes back in <see cref="WireCallback.Form"/>.</summary>
    /// <param name="form">The format's own word for it.</param>
    void OnForm(string form)
    {
    }

    /// <summary>The header: always first, once. The sink may refuse the message here by an exception, which the format lets pass.</summary>
    /// <param name="header">The header.</param>
    void OnHeader(MessageHeader header);

    /// <summary>CNP's own number for the inquiry, where the message has it; after the header, before any line.</summary>
    /// <param name="transactionId">The number.</param>
    void OnTransaction(TransactionId transactionId);

    /// <summary>An identifier that the message repeats without saying whose it is: our RequestId, the MessageId under which the inquiry was
    /// sent, or CNP's number. After the header, before any line; used where <see cref="UhitWireFormat.Correlation"/> has
    /// <see cref="CorrelationKinds.CorrelationId"/>.</summary>
    /// <param name="id">The identifier, at most 64 characters; one that can be none of them matches nothing.</param>
    void OnCorrelationId(string id)
    {
    }

    /// <summary>Days that were asked for, as the message repeats them; as often as it does. They tell
    /// inquiries for the same ESI ID apart.</summary>
    /// <param name="period">First and last day, both included.</param>
    /// <param name="esiId">The ESI ID that they are about; <see langword="null"/> for the whole message.</param>
    void OnPeriod(UsagePeriod period, EsiId? esiId)
    {
    }

    /// <summary>The acknowledgement of a <see cref="UhitOperation.NotifyAcknowledgement"/>; once.</summary>
    /// <param name="acknowledgement">CNP's answer to the inquiry.</param>
    void OnAcknowledgement(Acknowledgement acknowledgement);

    /// <summary>One verdict of a <see cref="UhitOperation.NotifyValidation"/>.</summary>
    /// <param name="validation">The verdict.</param>
    void OnValidation(LineValidation validation);

    /// <summary>Which part of which delivery a <see cref="UhitOperation.DeliverHistoricalUsage"/> is; once, before any usage. Not called
    /// where the contract has no such number: the message is then a delivery of its own.</summary>
    /// <param name="part">The part.</param>
    void OnDelivery(DeliveryPart part);

    /// <summary>Which kinds of usage a message of this form can hold, where the contract has the others in messages of their own: a line is
    /// complete only when all that was asked for has come. After the header, before any usage; not
    /// called where one message holds all there is.</summary>
    /// <param name="kinds">The kinds.</param>
    void OnKinds(RequestedUsage kinds)
    {
    }

    /// <summary>The usage of one line of a <see cref="UhitOperation.DeliverHistoricalUsage"/>.</summary>
    /// <param name="history">The usage. The sink may keep it.</param>
    void OnUsage(UsageHistory history);

    /// <summary>Elements that the format does not know were skipped; at most once, at the end.</summary>
    /// <param name="count">How many.</param>
    void OnUnknownElements(int count);
}
