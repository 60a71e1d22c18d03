using System.Xml;
using Uhit.Client.Usage;

namespace Uhit.Client.Wire;

/// <summary>A wire format that can also play CNP's side: for the simulator, and for tests.</summary>
/// <remarks>What the contract has no message for throws <see cref="NotSupportedException"/>. Members that come with later versions are
/// virtual.</remarks>
public abstract class SimulatedWireFormat : UhitWireFormat
{
    /// <summary>The reference contract: what CNP's guide says that the messages carry, in names of our own.</summary>
    /// <remarks>SOAP 1.1, document/literal. CNP hands its own contract to those that it authorises.</remarks>
    public static SimulatedWireFormat Reference => ReferenceWireFormat.Instance;

    /// <summary>The files of the contract that CNP hosts: the WSDL first, then what it refers to.</summary>
    /// <value>By default none.</value>
    public virtual IReadOnlyList<WireContractFile> InquiryContractFiles => [];

    /// <summary>The contract that a folder describes: <c>contract.json</c> with its templates, read and checked once.</summary>
    /// <param name="folder">The folder, absolute or relative to the working directory.</param>
    /// <exception cref="UhitConfigurationException">The folder can't be used: it tells everything that is wrong, with file, line and
    /// place.</exception>
    public static SimulatedWireFormat Load(string folder) => MappedContract.Load(folder).WireFormat;

    /// <inheritdoc/>
    public override SimulatedWireFormat WithSecrets(Func<string, string> secret) => this;

    /// <summary>Reads an inquiry.</summary>
    /// <param name="body">The body.</param>
    public abstract InquiryMessage ReadInquiry(WireBody body);

    /// <summary>Writes the answer to an inquiry.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="acknowledgement">The answer.</param>
    public abstract void WriteInquiryAnswer(XmlWriter writer, Acknowledgement acknowledgement);

    /// <summary>Writes a later acknowledgement.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="header">The header.</param>
    /// <param name="acknowledgement">The acknowledgement.</param>
    public abstract void WriteAcknowledgementNotice(XmlWriter writer, MessageHeader header, Acknowledgement acknowledgement);

    /// <summary>Writes a validation.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="header">The header.</param>
    /// <param name="transactionId">CNP's own number for the inquiry.</param>
    /// <param name="lines">The verdicts.</param>
    public abstract void WriteValidation(
        XmlWriter writer, MessageHeader header, TransactionId? transactionId, IEnumerable<LineValidation> lines);

    /// <summary>Writes a delivery, line after line.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="header">The header.</param>
    /// <param name="transactionId">CNP's own number for the inquiry.</param>
    /// <param name="part">Which part of which delivery.</param>
    /// <param name="usage">The usage, taken one at a time.</param>
    public abstract void WriteDelivery(
        XmlWriter writer, MessageHeader header, TransactionId? transactionId, DeliveryPart part, IEnumerable<UsageHistory> usage);

    /// <summary>The most lines that one callback holds, 1 for one callback per ESI ID.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>By default no bound.</returns>
    public virtual int GetMaxCallbackLines(UhitOperation operation) => int.MaxValue;

    /// <summary>Reads the answer to a callback.</summary>
    /// <param name="operation">The operation that was called.</param>
    /// <param name="body">The body.</param>
    public abstract Acknowledgement ReadCallbackAnswer(UhitOperation operation, WireBody body);

    /// <summary>Writes the answer to an inquiry with the content that comes at once.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="acknowledgement">The answer.</param>
    /// <param name="content">The content, each of an operation that
    /// <see cref="UhitWireFormat.GetAnswerContent"/> names; empty where nothing comes at once.</param>
    public virtual void WriteInquiryAnswer(XmlWriter writer, Acknowledgement acknowledgement, IReadOnlyList<WireCallback> content) =>
        WriteInquiryAnswer(writer, acknowledgement);

    /// <summary>Reads a request for what is held ready.</summary>
    /// <param name="body">The body.</param>
    public virtual WireFetch ReadFetch(WireBody body) => throw new NotSupportedException();

    /// <summary>Writes the answer to a fetch.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="fetch">The request.</param>
    /// <param name="notice">What was held ready; <see langword="null"/> where nothing is.</param>
    public virtual void WriteFetchAnswer(XmlWriter writer, WireFetch fetch, WireCallback? notice) => throw new NotSupportedException();

    /// <summary>Reads a confirmation.</summary>
    /// <param name="body">The body.</param>
    public virtual WireFetch ReadConfirm(WireBody body) => throw new NotSupportedException();

    /// <summary>Writes the answer to a confirmation.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="acknowledgement">The answer.</param>
    public virtual void WriteConfirmAnswer(XmlWriter writer, Acknowledgement acknowledgement) => throw new NotSupportedException();
}
