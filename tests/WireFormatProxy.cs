using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests;

/// <summary>A format whose members all go one way, as those of an interface do with <see cref="DispatchProxy"/>.</summary>
internal abstract class WireFormatProxy : SimulatedWireFormat
{
    public override string Id => Call<string>([]);

    public override SoapVersion SoapVersion => Call<SoapVersion>([]);

    public override IReadOnlyList<WireContractFile> ContractFiles => Call<IReadOnlyList<WireContractFile>>([]);

    public override string GetAction(UhitOperation operation) => Call<string>([operation]);

    public override bool IsAction(UhitOperation operation, string? action) => Call<bool>([operation, action]);

    public override UhitOperation? FindOperation(string localName, string namespaceUri) => Call<UhitOperation?>([localName, namespaceUri]);

    public override IReadOnlyList<UhitOperation> FindOperations(string localName, string namespaceUri) =>
        Call<IReadOnlyList<UhitOperation>>([localName, namespaceUri]);

    public override CorrelationKinds Correlation => Call<CorrelationKinds>([]);

    public override IReadOnlyList<string> CallbackPaths => Call<IReadOnlyList<string>>([]);

    public override string GetCallbackPath(UhitOperation operation) => Call<string>([operation]);

    public override HttpStatusCode? GetEmptyAnswerStatus(UhitOperation operation) => Call<HttpStatusCode?>([operation]);

    public override bool CarriesOurNumbers => Call<bool>([]);

    public override bool UnderstandsHeader(string localName, string namespaceUri) => Call<bool>([localName, namespaceUri]);

    public override long MaxPayloadBytes => Call<long>([]);

    public override void WriteHeaders(XmlWriter writer, UhitOperation operation, bool isAnswer) =>
        Call<object?>([writer, operation, isAnswer]);

    public override void WriteHeaders(XmlWriter writer, WireHeaderContext context) => Call<object?>([writer, context]);

    public override InquiryShape Shape => Call<InquiryShape>([]);

    public override IReadOnlyList<InquiryError> CheckInquiry(UsageHistoryInquiry inquiry) => Call<IReadOnlyList<InquiryError>>([inquiry]);

    public override WireTransfer Transfer => Call<WireTransfer>([]);

    public override IReadOnlyList<string> SecretNames => Call<IReadOnlyList<string>>([]);

    public override IReadOnlyList<UhitOperation> GetAnswerContent(UhitOperation request) => Call<IReadOnlyList<UhitOperation>>([request]);

    public override WirePolling? Polling => Call<WirePolling?>([]);

    public override void WriteFetch(XmlWriter writer, WireFetch fetch) => Call<object?>([writer, fetch]);

    public override bool IsNothingReady(ServiceFault fault) => Call<bool>([fault]);

    public override void WriteConfirm(XmlWriter writer, WireFetch confirmation) => Call<object?>([writer, confirmation]);

    public override Acknowledgement ReadConfirmAnswer(WireBody body, WireFetch confirmation) =>
        Call<Acknowledgement>([body, confirmation]);

    public override void WriteInquiry(XmlWriter writer, InquiryMessage message) => Call<object?>([writer, message]);

    public override Acknowledgement ReadInquiryAnswer(WireBody body) => Call<Acknowledgement>([body]);

    public override void ReadCallback(UhitOperation operation, WireBody body, ICallbackSink sink) => Call<object?>([operation, body, sink]);

    public override void WriteCallbackAnswer(XmlWriter writer, UhitOperation operation, Acknowledgement acknowledgement) =>
        Call<object?>([writer, operation, acknowledgement]);

    public override void WriteCallbackAnswer(XmlWriter writer, WireCallback callback, Acknowledgement acknowledgement) =>
        Call<object?>([writer, callback, acknowledgement]);

    public override void WriteFaultDetail(XmlWriter writer, WireFault fault) => Call<object?>([writer, fault]);

    public override WireFault? ReadFaultDetail(XmlReader reader) => Call<WireFault?>([reader]);

    public override IReadOnlyList<WireContractFile> InquiryContractFiles => Call<IReadOnlyList<WireContractFile>>([]);

    public override SimulatedWireFormat WithSecrets(Func<string, string> secret) => Call<SimulatedWireFormat>([secret]);

    public override InquiryMessage ReadInquiry(WireBody body) => Call<InquiryMessage>([body]);

    public override void WriteInquiryAnswer(XmlWriter writer, Acknowledgement acknowledgement) => Call<object?>([writer, acknowledgement]);

    public override void WriteAcknowledgementNotice(XmlWriter writer, MessageHeader header, Acknowledgement acknowledgement) =>
        Call<object?>([writer, header, acknowledgement]);

    public override void WriteValidation(
        XmlWriter writer,
        MessageHeader header,
        TransactionId? transactionId,
        IEnumerable<LineValidation> lines) => Call<object?>([writer, header, transactionId, lines]);

    public override void WriteDelivery(
        XmlWriter writer,
        MessageHeader header,
        TransactionId? transactionId,
        DeliveryPart part,
        IEnumerable<UsageHistory> usage) => Call<object?>([writer, header, transactionId, part, usage]);

    public override int GetMaxCallbackLines(UhitOperation operation) => Call<int>([operation]);

    public override Acknowledgement ReadCallbackAnswer(UhitOperation operation, WireBody body) => Call<Acknowledgement>([operation, body]);

    public override void WriteInquiryAnswer(XmlWriter writer, Acknowledgement acknowledgement, IReadOnlyList<WireCallback> content) =>
        Call<object?>([writer, acknowledgement, content]);

    public override WireFetch ReadFetch(WireBody body) => Call<WireFetch>([body]);

    public override void WriteFetchAnswer(XmlWriter writer, WireFetch fetch, WireCallback? notice) =>
        Call<object?>([writer, fetch, notice]);

    public override WireFetch ReadConfirm(WireBody body) => Call<WireFetch>([body]);

    public override void WriteConfirmAnswer(XmlWriter writer, Acknowledgement acknowledgement) => Call<object?>([writer, acknowledgement]);

    /// <summary>Does what a member does.</summary>
    protected abstract object? Invoke(MethodInfo? targetMethod, object?[]? args);

    private T Call<T>(object?[] args, [CallerMemberName] string name = "") => (T)Invoke(Find(name, args), args)!;

    private static MethodInfo Find(string name, object?[] args) => typeof(SimulatedWireFormat).GetMethods().First(method =>
        (method.Name == name || method.Name == "get_" + name)
        && (name != nameof(WithSecrets) || method.ReturnType == typeof(SimulatedWireFormat))
        && method.GetParameters() is var parameters
        && parameters.Length == args.Length
        && parameters.Zip(args).All(pair => pair.Second is null || pair.First.ParameterType.IsInstanceOfType(pair.Second)));
}
