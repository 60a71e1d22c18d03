using System.Net;
using System.Xml;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Wire;

/// <summary>All that may differ between one contract and another: names, namespaces, SOAP
/// version, shapes. Put CNP's own in its place.</summary>
/// <remarks>
/// <para>It speaks of the content of SOAP bodies, and of header blocks where the contract has some: envelopes and faults around them are
/// not its business. It holds no state and is thread-safe. What it can't translate is a <see cref="WireFormatException"/>.</para>
/// <para>This is what a Third Party needs: client and receiver. <see cref="SimulatedWireFormat"/> adds CNP's side,
/// for the simulator and for the conformance tests.</para>
/// <para>Members that come with later versions are virtual, so that a format goes on to work as it is.</para>
/// </remarks>
public abstract class UhitWireFormat
{
    /// <summary>The format's id, stored with every message, such as <c>reference-v1</c>. A changed format gets a new one.</summary>
    public abstract string Id { get; }

    /// <summary>The version of SOAP in which messages are sent.</summary>
    public abstract SoapVersion SoapVersion { get; }

    /// <summary>The files of the callback's contract: the WSDL first, then what it refers to.</summary>
    /// <value>By default none: the contract may not be shown.</value>
    public virtual IReadOnlyList<WireContractFile> ContractFiles => [];

    /// <summary>The SOAP action of an operation. Several operations may have the same.</summary>
    /// <param name="operation">The operation.</param>
    public abstract string GetAction(UhitOperation operation);

    /// <summary>Whether an action that came may be that of an operation, for formats in which an operation has several messages with
    /// actions of their own, or takes any.</summary>
    /// <param name="operation">A callback's operation, which the body asks for.</param>
    /// <param name="action">The value of the SOAPAction header, the action of SOAP 1.2's content type, or that of WS-Addressing;
    /// <see langword="null"/> or empty where the message has none.</param>
    /// <returns>Without it: whether it is <see cref="GetAction"/>, or missing.</returns>
    public virtual bool IsAction(UhitOperation operation, string? action) => SoapAction.Agrees(action, GetAction(operation));

    /// <summary>Which operation a body asks for, by its first element; <see langword="null"/> where it is none of the contract.</summary>
    /// <param name="localName">The element's local name.</param>
    /// <param name="namespaceUri">The element's namespace.</param>
    public abstract UhitOperation? FindOperation(string localName, string namespaceUri);

    /// <summary>Which operations a body may ask for, by its first element: several where one element carries several
    /// callbacks that are told apart by their content.</summary>
    /// <remarks>Those whose action is not that of the message are left out. Of the others the first is given to <see cref="ReadCallback"/>,
    /// which says by <see cref="ICallbackSink.OnOperation"/> where it is another.</remarks>
    /// <param name="localName">The element's local name.</param>
    /// <param name="namespaceUri">The element's namespace.</param>
    /// <returns>By default the one of <see cref="FindOperation"/>; none where it is none of the contract.</returns>
    public virtual IReadOnlyList<UhitOperation> FindOperations(string localName, string namespaceUri) =>
        FindOperation(localName, namespaceUri) is { } operation ? [operation] : [];

    /// <summary>By what a callback without our RequestId is matched with its inquiry. What a callback does not carry is left
    /// <see langword="default"/> by the format.</summary>
    /// <value>By default only <see cref="CorrelationKinds.RequestId"/>: a callback without one is refused.</value>
    public virtual CorrelationKinds Correlation => CorrelationKinds.RequestId;

    /// <summary>The paths at which callbacks are taken, below the path that the receiver is mapped to: without a slash at either end; the
    /// empty one is that path itself.</summary>
    /// <value>By default one, the empty one. A message finds the one that it came to in <see cref="WireBody.Path"/>.</value>
    public virtual IReadOnlyList<string> CallbackPaths => DefaultCallbackPaths;

    /// <summary>To which of <see cref="CallbackPaths"/> an operation is sent.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>By default the first.</returns>
    public virtual string GetCallbackPath(UhitOperation operation) => CallbackPaths[0];

    /// <summary>The HTTP status with which an operation is answered where its answer has no body: a callback's by us, an inquiry's by
    /// CNP. 200, or 202 as for a one-way operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>By default <see langword="null"/>: it is answered by a SOAP message. Otherwise its answer is neither written
    /// nor read, and a refusal is a SOAP fault.</returns>
    public virtual HttpStatusCode? GetEmptyAnswerStatus(UhitOperation operation) => null;

    /// <summary>Whether an inquiry carries a number of ours, by which CNP can tell a repetition from a second
    /// inquiry: a user who may send one again is told.</summary>
    /// <value>By default <see langword="true"/>.</value>
    public virtual bool CarriesOurNumbers => true;

    /// <summary>Whether the format reads a header block: it then finds it in <see cref="WireBody.Headers"/>, and a message that demands
    /// that it is understood is taken.</summary>
    /// <param name="localName">The block's local name.</param>
    /// <param name="namespaceUri">The block's namespace.</param>
    /// <returns>By default false: the format reads none.</returns>
    public virtual bool UnderstandsHeader(string localName, string namespaceUri) => false;

    /// <summary>The longest text of an element, in bytes as it stands in the message, that is a payload: a file in base64, XML that is
    /// escaped. All other text keeps to the limit <c>Callback:Limits:MaxTextLength</c> (64 KiB by default).</summary>
    /// <value>By default 0: the contract has no payloads. With more, text beyond that limit is read by <see cref="WirePayload"/> (or
    /// <see cref="XmlReader.ReadValueChunk"/>) only: <see cref="XmlReader.Value"/> refuses it.</value>
    public virtual long MaxPayloadBytes => 0;

    /// <summary>Writes header blocks, such as a <c>wsse:Security</c> with a <c>UsernameToken</c>. By default none.</summary>
    /// <param name="writer">Inside the SOAP header; for elements, with the attributes that SOAP has
    /// for them, such as <c>mustUnderstand</c>.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="isAnswer">Whether the message answers the operation, or asks for it.</param>
    public virtual void WriteHeaders(XmlWriter writer, UhitOperation operation, bool isAnswer)
    {
    }

    /// <summary>Writes header blocks that say something of the message, such as those of WS-Addressing.</summary>
    /// <param name="writer">As above.</param>
    /// <param name="context">What is known of the message.</param>
    /// <remarks>By default those of <see cref="WriteHeaders(XmlWriter, UhitOperation, bool)"/>. This one is called.</remarks>
    public virtual void WriteHeaders(XmlWriter writer, WireHeaderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        WriteHeaders(writer, context.Operation, context.IsAnswer);
    }

    /// <summary>Which inquiries its request can carry.</summary>
    /// <value>By default <see cref="InquiryShape.Any"/>.</value>
    public virtual InquiryShape Shape => InquiryShape.Any;

    /// <summary>Finds what of an inquiry the contract can't say: a value that it demands and that is
    /// optional here, or a code that it does not have.</summary>
    /// <remarks>Asked before anything is stored or sent; what it finds makes the inquiry <see cref="SubmitOutcome.Invalid"/>. The inquiry
    /// keeps the other rules, and <see cref="Shape"/>.</remarks>
    /// <param name="inquiry">The inquiry.</param>
    /// <returns>The errors, with <see cref="InquiryError.Field"/> and line; by default none.</returns>
    public virtual IReadOnlyList<InquiryError> CheckInquiry(UsageHistoryInquiry inquiry) => [];

    /// <summary>In which form what we send goes out: encoding, compression, packaging.</summary>
    /// <value>By default <see cref="WireTransfer.Plain"/>: UTF-8, not compressed, no parts.</value>
    public virtual WireTransfer Transfer => WireTransfer.Plain;

    /// <summary>The names of the secrets that it needs, such as the password of a <c>UsernameToken</c>. Their values are settings,
    /// <c>Secrets:NAME</c>; one that is missing is told when the client starts.</summary>
    /// <value>By default none.</value>
    public virtual IReadOnlyList<string> SecretNames => [];

    /// <summary>The same format with secrets that it may ask for while it writes and reads; asked for where it names some. It must not keep
    /// their values beyond a call, log them, or write them into an exception.</summary>
    /// <param name="secret">Gives the secret of a name, of the named client or of the simulator; throws a
    /// <see cref="UhitConfigurationException"/> that names the setting where there is none. Thread-safe.</param>
    /// <returns>By default the format itself, which needs none.</returns>
    public virtual UhitWireFormat WithSecrets(Func<string, string> secret) => this;

    /// <summary>What else stands in CNP's answer to a request: operations whose content came at once, such as
    /// <see cref="UhitOperation.DeliverHistoricalUsage"/>.</summary>
    /// <remarks>Each is read by <see cref="ReadCallback"/> from the answer's body, after <see cref="ReadInquiryAnswer"/>, and stored like a
    /// callback before the inquiry counts as answered. One whose reading calls nothing of the sink did not come with this answer. The
    /// header may leave out what the answer does not carry: it belongs to the inquiry that was asked.</remarks>
    /// <param name="request">The request that is answered: <see cref="UhitOperation.RequestHistoricalUsage"/>.</param>
    /// <returns>By default none: data come by a callback, or are fetched.</returns>
    public virtual IReadOnlyList<UhitOperation> GetAnswerContent(UhitOperation request) => [];

    /// <summary>How data are fetched that CNP holds ready; <see langword="null"/> where CNP calls back.</summary>
    /// <remarks>What a fetch brings is read by <see cref="ReadCallback"/> with <see cref="UhitOperation.FetchUsage"/>. Where nothing of the
    /// sink is called, nothing is ready. Where CNP says that by a fault, see
    /// <see cref="IsNothingReady"/>; an answer without a body says it too.</remarks>
    /// <value>By default none.</value>
    public virtual WirePolling? Polling => null;

    /// <summary>Writes a request for what CNP holds ready.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="fetch">Who asks, and for which inquiry.</param>
    public virtual void WriteFetch(XmlWriter writer, WireFetch fetch) => throw new NotSupportedException();

    /// <summary>Whether a fault that answers a fetch only says that nothing is ready.</summary>
    /// <param name="fault">The fault.</param>
    /// <returns>By default false.</returns>
    public virtual bool IsNothingReady(ServiceFault fault) => false;

    /// <summary>Writes that what was fetched is stored.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="confirmation">What is confirmed.</param>
    public virtual void WriteConfirm(XmlWriter writer, WireFetch confirmation) => throw new NotSupportedException();

    /// <summary>Reads CNP's answer to a confirmation. One without a body is taken for accepted, and this is not called.</summary>
    /// <param name="body">The body.</param>
    /// <param name="confirmation">What was confirmed: the answer may leave out what it repeats of it.</param>
    /// <returns>Rejected where CNP does not know what was confirmed: then it is not told again.</returns>
    public virtual Acknowledgement ReadConfirmAnswer(WireBody body, WireFetch confirmation) => throw new NotSupportedException();

    /// <summary>Writes an inquiry.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="message">The inquiry.</param>
    public abstract void WriteInquiry(XmlWriter writer, InquiryMessage message);

    /// <summary>Reads CNP's answer to an inquiry.</summary>
    /// <param name="body">The body.</param>
    public abstract Acknowledgement ReadInquiryAnswer(WireBody body);

    /// <summary>Reads a callback, part after part.</summary>
    /// <remarks>What the message does not carry stays out: a header without <see cref="MessageHeader.AuthenticationId"/> is meant for the
    /// client of the address that it came to, one without <see cref="MessageHeader.RequestId"/> is matched by <see cref="Correlation"/>; a
    /// line number of 0 is filled in from the inquiry, by ESI ID; a delivery without
    /// <see cref="ICallbackSink.OnDelivery"/> is one of its own, in one part.</remarks>
    /// <param name="operation">Which, as <see cref="FindOperation"/> said; the first of
    /// <see cref="FindOperations"/> where there are several.</param>
    /// <param name="body">The body.</param>
    /// <param name="sink">Takes the parts.</param>
    public abstract void ReadCallback(UhitOperation operation, WireBody body, ICallbackSink sink);

    /// <summary>Writes our answer to a callback.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="operation">The operation that is answered.</param>
    /// <param name="acknowledgement">The answer.</param>
    public abstract void WriteCallbackAnswer(XmlWriter writer, UhitOperation operation, Acknowledgement acknowledgement);

    /// <summary>Writes our answer to a callback, for formats whose answers repeat what the
    /// callback brought; without it, as above.</summary>
    /// <param name="writer">Inside the SOAP body.</param>
    /// <param name="callback">What is known of the callback.</param>
    /// <param name="acknowledgement">The answer.</param>
    public virtual void WriteCallbackAnswer(XmlWriter writer, WireCallback callback, Acknowledgement acknowledgement)
    {
        ArgumentNullException.ThrowIfNull(callback);
        WriteCallbackAnswer(writer, callback.Operation, acknowledgement);
    }

    /// <summary>Writes the detail of a SOAP fault; nothing where the contract has none.</summary>
    /// <param name="writer">Inside the fault's detail element.</param>
    /// <param name="fault">What is wrong.</param>
    public abstract void WriteFaultDetail(XmlWriter writer, WireFault fault);

    /// <summary>Reads the detail of a SOAP fault.</summary>
    /// <param name="reader">A guarded reader on the first element inside the fault's detail.</param>
    /// <returns>What it says; <see langword="null"/> where it is not of the contract.</returns>
    public abstract WireFault? ReadFaultDetail(XmlReader reader);

    private static readonly string[] DefaultCallbackPaths = [string.Empty];
}
