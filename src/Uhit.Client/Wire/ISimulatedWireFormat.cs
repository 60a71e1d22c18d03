using System.Xml;
using Uhit.Client.Usage;

namespace Uhit.Client.Wire;

/// <summary>A wire format that can also play CNP's side: for the simulator, and for tests.</summary>
/// <remarks><see cref="IUhitWireFormat.WithSecrets"/> gives back one of these too. What the contract has no message for throws
/// <see cref="NotSupportedException"/>. Members that come with later versions have a default.</remarks>
public interface ISimulatedWireFormat : IUhitWireFormat
{
    /// <summary>Reads an inquiry.</summary>
    /// <param name="body">The body.</param>
    InquiryMessage ReadInquiry(WireBody body);

    /// <summary>Writes the answer to an inquiry.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="acknowledgement">The answer.</param>
    void WriteInquiryAnswer(XmlWriter writer, Acknowledgement acknowledgement);

    /// <summary>Writes a later acknowledgement.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="header">The header.</param>
    /// <param name="acknowledgement">The acknowledgement.</param>
    void WriteAcknowledgementNotice(XmlWriter writer, MessageHeader header, Acknowledgement acknowledgement);

    /// <summary>Writes a validation.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="header">The header.</param>
    /// <param name="transactionId">CNP's own number for the inquiry.</param>
    /// <param name="lines">The verdicts.</param>
    void WriteValidation(XmlWriter writer, MessageHeader header, TransactionId? transactionId, IEnumerable<LineValidation> lines);

    /// <summary>Writes a delivery, line after line.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="header">The header.</param>
    /// <param name="transactionId">CNP's own number for the inquiry.</param>
    /// <param name="part">Which part of which delivery.</param>
    /// <param name="usage">The usage, taken one at a time.</param>
    void WriteDelivery(
        XmlWriter writer, MessageHeader header, TransactionId? transactionId, DeliveryPart part, IEnumerable<UsageHistory> usage);

    /// <summary>The most lines that one callback holds, 1 for one callback per ESI ID.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>By default no bound.</returns>
    int GetMaxCallbackLines(UhitOperation operation) => int.MaxValue;

    /// <summary>Reads the answer to a callback.</summary>
    /// <param name="operation">The operation that was called.</param>
    /// <param name="body">The body.</param>
    Acknowledgement ReadCallbackAnswer(UhitOperation operation, WireBody body);

    /// <summary>Writes the answer to an inquiry with the content that comes at once.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="acknowledgement">The answer.</param>
    /// <param name="content">The content, each of an operation that
    /// <see cref="IUhitWireFormat.GetAnswerContent"/> names; empty where nothing comes at once.</param>
    void WriteInquiryAnswer(XmlWriter writer, Acknowledgement acknowledgement, IReadOnlyList<WireNotice> content) =>
        WriteInquiryAnswer(writer, acknowledgement);

    /// <summary>Reads a request for what is held ready.</summary>
    /// <param name="body">The body.</param>
    WireFetch ReadFetch(WireBody body) => throw new NotSupportedException();

    /// <summary>Writes the answer to a fetch.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="fetch">The request.</param>
    /// <param name="notice">What was held ready; <see langword="null"/> where nothing is.</param>
    void WriteFetchAnswer(XmlWriter writer, WireFetch fetch, WireNotice? notice) => throw new NotSupportedException();

    /// <summary>Reads a confirmation.</summary>
    /// <param name="body">The body.</param>
    WireConfirmation ReadConfirm(WireBody body) => throw new NotSupportedException();

    /// <summary>Writes the answer to a confirmation.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="acknowledgement">The answer.</param>
    void WriteConfirmAnswer(XmlWriter writer, Acknowledgement acknowledgement) => throw new NotSupportedException();
}
