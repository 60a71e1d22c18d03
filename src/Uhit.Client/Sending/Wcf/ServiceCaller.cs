using System.ServiceModel;
using System.ServiceModel.Channels;
using System.Xml;
using System.Xml.Linq;
using Uhit.Client.Http;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Reference.Generated;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Sending.Wcf;

/// <summary>Calls CNP's service once, through WCF: the generated proxy on our own handler.</summary>
/// <remarks>WCF is used in this folder and nowhere else: it makes the envelope and hands it to HTTP, no more
/// (<c>docs/adr/0001-wcf-below-proxies-generated.md</c>). One channel factory is kept per address. The proxy's contract is the reference
/// WSDL's; the wire format gives the action, the version of SOAP, the form and the body, so every format and every operation goes the
/// same way.</remarks>
internal sealed class ServiceCaller : IAsyncDisposable, IDisposable
{
    private readonly Uri _endpoint;
    private readonly UhitWireFormat _format;
    private readonly ConnectionGate _gate;
    private readonly MessageVersion _version;
    private readonly ChannelFactory<IUsageHistoryInquiry> _factory;
    private readonly UsageHistoryInquiryProxy _proxy;

    public ServiceCaller(Uri endpoint, UhitWireFormat format, UhitTransport transport, ConnectionGate gate)
    {
        _endpoint = endpoint;
        _format = format;
        _gate = gate;
        var envelope = format.SoapVersion == SoapVersion.Soap12 ? EnvelopeVersion.Soap12 : EnvelopeVersion.Soap11;
        _version = MessageVersion.CreateVersion(envelope, AddressingVersion.None);
        _factory = WcfEndpoint.CreateFactory<IUsageHistoryInquiry>(endpoint, envelope, transport.Handler);
        _proxy = new UsageHistoryInquiryProxy(_factory);

        // Opened before its first call: calls that meet an unopened channel at the same time would share
        // one flow. Over HTTP nothing is connected by it.
        _proxy.Channel.Open();
    }

    /// <summary>Calls an operation. Never throws for what a call can run into.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="header">The header of the message.</param>
    /// <param name="writeBody">Writes the content of the body.</param>
    /// <param name="receiver">Takes the body of an answer with status 200; <see langword="null"/>: it is in the result.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<SendResult> CallAsync(
        UhitOperation operation,
        MessageHeader header,
        Action<XmlWriter> writeBody,
        IAnswerReceiver? receiver,
        CancellationToken cancellationToken)
    {
        if (await _gate.PassAsync(cancellationToken).ConfigureAwait(false) is { } closed)
        {
            return SendResult.NotSent(closed);
        }

        var context = new SendContext(_format.GetAction(operation), cancellationToken) { Form = FormOf(operation), Receiver = receiver };
        context.Enter();
        try
        {
            using var request = RequestOf(
                new WireHeaderContext { Operation = operation, IsAnswer = false, Header = header, To = _endpoint }, writeBody);

            // What WCF makes of the answer is not looked at: the bytes that our handler kept are.
            using var reply = await _proxy.RequestHistoricalUsageAsync(request).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            return context.ToResult(e);
        }

        return context.ToResult(null);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync().ConfigureAwait(false);
        _factory.Abort();
    }

    // For containers that are disposed the other way.
    public void Dispose() => _factory.Abort();

    private Message RequestOf(WireHeaderContext context, Action<XmlWriter> writeBody)
    {
        var request = Message.CreateMessage(_version, UsageHistoryInquiryContract.RequestHistoricalUsageAction, new Body(writeBody));
        foreach (var header in SoapHeaders.Of(_format, context))
        {
            request.Headers.Add(new Block(header));
        }

        return request;
    }

    private RequestForm? FormOf(UhitOperation operation)
    {
        if (_format.Transfer == WireTransfer.Plain)
        {
            return null;
        }

        var form = new TransferForm(_format.Transfer, _format.SoapVersion, _format.GetAction(operation));
        return new RequestForm(form.ContentType, form.ContentEncoding, form.Write);
    }

    // Writes the block as it is, with the attributes that the format gave it.
    private sealed class Block(XElement element) : System.ServiceModel.Channels.MessageHeader
    {
        public override string Name => element.Name.LocalName;

        public override string Namespace => element.Name.NamespaceName;

        protected override void OnWriteStartHeader(XmlDictionaryWriter writer, MessageVersion messageVersion)
        {
            writer.WriteStartElement(
                element.GetPrefixOfNamespace(element.Name.Namespace), element.Name.LocalName, element.Name.NamespaceName);
            foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
            {
                writer.WriteAttributeString(
                    element.GetPrefixOfNamespace(attribute.Name.Namespace),
                    attribute.Name.LocalName,
                    attribute.Name.NamespaceName,
                    attribute.Value);
            }

            foreach (var declared in element.Attributes()
                .Where(attribute => attribute.IsNamespaceDeclaration && attribute.Name.NamespaceName.Length > 0))
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

    private sealed class Body(Action<XmlWriter> write) : BodyWriter(isBuffered: true)
    {
        protected override void OnWriteBodyContents(XmlDictionaryWriter writer) => write(writer);
    }
}
