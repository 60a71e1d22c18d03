using System.ServiceModel;
using System.ServiceModel.Channels;
using System.Xml;
using System.Xml.Linq;
using Uhit.Client.Http;
using Uhit.Client.Http.Wcf;
using Uhit.Client.Inquiries;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Reference.Generated;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Sending;

/// <summary>Sends an inquiry once, through the generated proxy on our own handler chain.</summary>
/// <remarks>One cached channel factory per named client. The proxy's contract is the reference WSDL's; the wire format gives the action, the version
/// of SOAP and the body, so every format goes the same way.</remarks>
internal sealed class InquirySender : IInquirySender, IAsyncDisposable, IDisposable
{
    private readonly IUhitWireFormat _format;
    private readonly InquiryAnswerReader _answers;
    private readonly ConnectionGate _gate;
    private readonly MessageVersion _version;
    private readonly ChannelFactory<IUsageHistoryInquiry> _factory;
    private readonly UsageHistoryInquiryProxy _proxy;

    public InquirySender(Uri endpoint, IUhitWireFormat format, UhitTransport transport, ConnectionGate gate, SoapHeaders? headers = null)
    {
        _format = format;
        _answers = new InquiryAnswerReader(format, headers);
        _gate = gate;
        var envelope = format.SoapVersion == SoapVersion.Soap12 ? EnvelopeVersion.Soap12 : EnvelopeVersion.Soap11;
        _version = MessageVersion.CreateVersion(envelope, AddressingVersion.None);
        _factory = WcfEndpoint.CreateFactory<IUsageHistoryInquiry>(endpoint, envelope, transport.Handler);
        _proxy = new UsageHistoryInquiryProxy(_factory);

        // Opened before its first call: calls that meet an unopened channel at the same time would share one flow. Over HTTP nothing is connected by it.
        _proxy.Channel.Open();
    }

    public async Task<SendReport> SendAsync(InquiryMessage message, CancellationToken cancellationToken)
    {
        if (await _gate.CheckAsync(cancellationToken).ConfigureAwait(false) is { } closed)
        {
            return SendReport.NotSent(closed);
        }

        var context = new SendContext(_format.GetAction(UhitOperation.RequestHistoricalUsage), cancellationToken);
        SendResult result;
        try
        {
            result = await context.RunAsync(() => CallAsync(message)).ConfigureAwait(false);
        }
        catch (InvalidOperationException exception) when (!context.BytesLeft)
        {
            return SendReport.NotSent(new UhitConnectionException(
                ConnectionFailure.Interrupted, "The call ended before it reached HTTP: the wire format could not write the inquiry, or the client is being disposed.", exception));
        }

        return await ReportOfAsync(result, message, cancellationToken).ConfigureAwait(false);
    }

    private async Task CallAsync(InquiryMessage message)
    {
        using var request = Message.CreateMessage(_version, UsageHistoryInquiryContract.RequestHistoricalUsageAction, new InquiryBody(_format, message));

        foreach (var header in SoapHeaders.Of(_format, UhitOperation.RequestHistoricalUsage, isAnswer: false))
        {
            request.Headers.Add(new Block(header));
        }

        // What WCF makes of the answer is not looked at: the bytes that our handlers kept are.
        using var reply = await _proxy.RequestHistoricalUsageAsync(request).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync().ConfigureAwait(false);
        _factory.Abort();
    }

    // For containers that are disposed the other way.
    public void Dispose() => _factory.Abort();

    private async Task<SendReport> ReportOfAsync(SendResult result, InquiryMessage message, CancellationToken cancellationToken)
    {
        if (result.Response is { } response)
        {
            return await ReadAsync(response, message, cancellationToken).ConfigureAwait(false);
        }

        var failure = new UhitConnectionException(result.Failure, result.Detail, result.Exception);
        return result.Outcome == SendOutcome.NotSent ? SendReport.NotSent(failure) : SendReport.Uncertain(failure);
    }

    // Reading can be cancelled between two nodes. Code of a wire format that never comes back can't: the caller does not wait for it.
    private async Task<SendReport> ReadAsync(SendResponse response, InquiryMessage message, CancellationToken cancellationToken)
    {
        var reading = Task.Run(() => _answers.Read(response, message.Header, cancellationToken), CancellationToken.None);
        try
        {
            return await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            return InquiryAnswerReader.TookTooLong(response, exception);
        }
    }

    // Writes the block as it is, with the attributes that the format gave it.
    private sealed class Block(XElement element) : System.ServiceModel.Channels.MessageHeader
    {
        public override string Name => element.Name.LocalName;

        public override string Namespace => element.Name.NamespaceName;

        protected override void OnWriteStartHeader(XmlDictionaryWriter writer, MessageVersion messageVersion)
        {
            writer.WriteStartElement(element.GetPrefixOfNamespace(element.Name.Namespace), element.Name.LocalName, element.Name.NamespaceName);
            foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
            {
                writer.WriteAttributeString(element.GetPrefixOfNamespace(attribute.Name.Namespace), attribute.Name.LocalName, attribute.Name.NamespaceName, attribute.Value);
            }

            foreach (var declared in element.Attributes().Where(attribute => attribute.IsNamespaceDeclaration && attribute.Name.NamespaceName.Length > 0))
            {
                writer.WriteXmlnsAttribute(declared.Name.LocalName, declared.Value);
            }
        }

        protected override void OnWriteHeaderContents(XmlDictionaryWriter writer, MessageVersion messageVersion)
        {
            foreach (var node in element.Nodes())
            {
                node.WriteTo(writer);
            }
        }
    }

    private sealed class InquiryBody(IUhitWireFormat format, InquiryMessage message) : BodyWriter(isBuffered: true)
    {
        protected override void OnWriteBodyContents(XmlDictionaryWriter writer) => format.WriteInquiry(writer, message);
    }
}
