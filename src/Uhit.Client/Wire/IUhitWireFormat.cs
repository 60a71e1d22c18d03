using System.Xml;
using Uhit.Client.Inquiries;
using Uhit.Client.Usage;

namespace Uhit.Client.Wire;

/// <summary>All that may differ between one contract and another: names, namespaces, SOAP version, shapes. Put CNP's own in its place.</summary>
/// <remarks>
/// <para>It speaks of the content of SOAP bodies, and of header blocks where the contract has some: envelopes and faults around them are not its business. It holds no state and is
/// thread-safe. What it can't translate is a <see cref="WireFormatException"/>.</para>
/// <para>The first half is what a Third Party needs: client and listener. The second is CNP's side, for the simulator and for tests; a format that
/// will never be simulated may throw <see cref="NotSupportedException"/> there.</para>
/// </remarks>
public interface IUhitWireFormat
{
    /// <summary>Its id, stored with every message, such as <c>reference-v1</c>. A changed format gets a new one.</summary>
    string Id { get; }

    /// <summary>The version of SOAP in which messages are sent.</summary>
    SoapVersion SoapVersion { get; }

    /// <summary>The files of the callback's contract: the WSDL first, then what it refers to. Empty where the contract may not be shown.</summary>
    IReadOnlyList<WireContractFile> ContractFiles { get; }

    /// <summary>The SOAP action of an operation.</summary>
    /// <param name="operation">The operation.</param>
    string GetAction(UhitOperation operation);

    /// <summary>Which operation a body asks for, by its first element; <see langword="null"/> where it is none of the contract.</summary>
    /// <param name="localName">The element's local name.</param>
    /// <param name="namespaceUri">The element's namespace.</param>
    UhitOperation? FindOperation(string localName, string namespaceUri);

    /// <summary>Whether the format reads a header block: it then finds it in <see cref="WireBody.Headers"/>, and a message that demands that it is understood is taken.</summary>
    /// <param name="localName">The block's local name.</param>
    /// <param name="namespaceUri">The block's namespace.</param>
    /// <returns>By default false: the format reads none.</returns>
    bool UnderstandsHeader(string localName, string namespaceUri) => false;

    /// <summary>Writes header blocks, such as a <c>wsse:Security</c> with a <c>UsernameToken</c>. By default none.</summary>
    /// <param name="writer">Inside the SOAP header; for elements, with the attributes that SOAP has for them, such as <c>mustUnderstand</c>.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="isAnswer">Whether the message answers the operation, or asks for it.</param>
    void WriteHeaders(XmlWriter writer, UhitOperation operation, bool isAnswer)
    {
    }

    /// <summary>Writes an inquiry.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="message">The inquiry.</param>
    void WriteInquiry(XmlWriter writer, InquiryMessage message);

    /// <summary>Reads CNP's answer to an inquiry.</summary>
    /// <param name="body">The body.</param>
    Acknowledgement ReadInquiryAnswer(WireBody body);

    /// <summary>Reads a callback, part after part.</summary>
    /// <param name="operation">Which, as <see cref="FindOperation"/> said.</param>
    /// <param name="body">The body.</param>
    /// <param name="sink">Takes the parts.</param>
    void ReadCallback(UhitOperation operation, WireBody body, ICallbackSink sink);

    /// <summary>Writes our answer to a callback.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="operation">The operation that is answered.</param>
    /// <param name="acknowledgement">The answer.</param>
    void WriteCallbackAnswer(XmlWriter writer, UhitOperation operation, Acknowledgement acknowledgement);

    /// <summary>Writes the detail of a SOAP fault; nothing where the contract has none.</summary>
    /// <param name="writer">Inside the fault's detail element.</param>
    /// <param name="fault">What is wrong.</param>
    void WriteFaultDetail(XmlWriter writer, WireFault fault);

    /// <summary>Reads the detail of a SOAP fault.</summary>
    /// <param name="reader">A guarded reader on the first element inside the fault's detail.</param>
    /// <returns>What it says; <see langword="null"/> where it is not of the contract.</returns>
    WireFault? ReadFaultDetail(XmlReader reader);

    /// <summary>CNP's side: reads an inquiry.</summary>
    /// <param name="body">The body.</param>
    InquiryMessage ReadInquiry(WireBody body);

    /// <summary>CNP's side: writes the answer to an inquiry.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="acknowledgement">The answer.</param>
    void WriteInquiryAnswer(XmlWriter writer, Acknowledgement acknowledgement);

    /// <summary>CNP's side: writes a later acknowledgement.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="header">The header.</param>
    /// <param name="acknowledgement">The acknowledgement.</param>
    void WriteAcknowledgementNotice(XmlWriter writer, MessageHeader header, Acknowledgement acknowledgement);

    /// <summary>CNP's side: writes a validation.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="header">The header.</param>
    /// <param name="transactionId">CNP's own number for the inquiry.</param>
    /// <param name="lines">The verdicts.</param>
    void WriteValidation(XmlWriter writer, MessageHeader header, TransactionId? transactionId, IEnumerable<LineValidation> lines);

    /// <summary>CNP's side: writes a delivery, line after line.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="header">The header.</param>
    /// <param name="transactionId">CNP's own number for the inquiry.</param>
    /// <param name="part">Which part of which delivery.</param>
    /// <param name="usage">The usage, taken one at a time.</param>
    void WriteDelivery(XmlWriter writer, MessageHeader header, TransactionId? transactionId, DeliveryPart part, IEnumerable<UsageHistory> usage);

    /// <summary>CNP's side: reads the answer to a callback.</summary>
    /// <param name="operation">The operation that was called.</param>
    /// <param name="body">The body.</param>
    Acknowledgement ReadCallbackAnswer(UhitOperation operation, WireBody body);
}
