using System.Xml;
using Uhit.Client.Inquiries;
using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Client.Wire.Mapping;

/// <summary>The wire format that a contract folder describes.</summary>
internal sealed partial class MappedWireFormat : IUhitWireFormat
{
    private readonly ContractModel _model;

    public MappedWireFormat(ContractModel model)
    {
        _model = model;
    }

    /// <inheritdoc/>
    public string Id => _model.Id;

    /// <inheritdoc/>
    public SoapVersion SoapVersion => _model.SoapVersion;

    /// <inheritdoc/>
    public IReadOnlyList<WireContractFile> ContractFiles => [];

    /// <inheritdoc/>
    public string GetAction(UhitOperation operation) => _model.Find(operation)?.Action ?? string.Empty;

    /// <inheritdoc/>
    public UhitOperation? FindOperation(string localName, string namespaceUri)
    {
        foreach (var message in _model.Messages)
        {
            if (message.Content?.Each[0].Steps[0] is { } root && root.Name == localName && (root.Namespace ?? namespaceUri) == namespaceUri)
            {
                return message.Operation;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public Acknowledgement ReadInquiryAnswer(WireBody body) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void ReadCallback(UhitOperation operation, WireBody body, ICallbackSink sink) => throw new NotImplementedException();

    /// <inheritdoc/>
    public WireFault? ReadFaultDetail(XmlReader reader) => throw new NotImplementedException();

    /// <inheritdoc/>
    public InquiryMessage ReadInquiry(WireBody body) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Acknowledgement ReadCallbackAnswer(UhitOperation operation, WireBody body) => throw new NotImplementedException();
}
