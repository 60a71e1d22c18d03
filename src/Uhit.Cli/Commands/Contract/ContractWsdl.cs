using System.Xml.Linq;
using System.Xml.Schema;
using Uhit.Contracts;
using Uhit.Contracts.Contract;

namespace Uhit.Cli.Commands.Contract;

/// <summary>The WSDL and schemas of a contract folder: what the service has, and what messages must look like.</summary>
internal sealed record ContractWsdl(IReadOnlyList<ServiceModel> Services, XmlSchemaSet Schemas)
{
    public const string Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

    private static readonly string[] Addressing =
        [
            "http://www.w3.org/2005/08/addressing",
            "http://schemas.xmlsoap.org/ws/2004/08/addressing",
            "http://www.w3.org/2006/05/addressing/wsdl",
            "http://www.w3.org/2007/05/addressing/metadata",
        ];

    /// <summary>The versions of SOAP that the WSDL binds over HTTP.</summary>
    public IReadOnlySet<string> SoapVersions { get; init; } = new HashSet<string>();

    /// <summary>Whether a policy wants a UsernameToken.</summary>
    public bool WantsSecurity { get; init; }

    /// <summary>Whether a policy or a binding wants WS-Addressing.</summary>
    public bool WantsAddressing { get; init; }

    public static bool IsAddressing(string namespaceUri) => Addressing.Contains(namespaceUri);

    /// <summary>Reads those that <c>contract.json</c> names.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="refusals">What can't be read, a line each.</param>
    /// <returns>What was read; <see langword="null"/> where the contract names none, or they can't be read.</returns>
    public static ContractWsdl? Read(Client.Wire.Mapping.Model.ContractModel contract, out IReadOnlyList<string> refusals)
    {
        refusals = [];
        var files = new[] { contract.InquiryWsdl, contract.CallbackWsdl }.OfType<string>().Distinct()
            .Select(file => Path.Combine(contract.Folder, file)).ToList();
        if (files.Count == 0)
        {
            return null;
        }

        try
        {
            var read = ContractReader.Read(files, ReadingOptions.Default, new Refusals());
            var (documents, _) = ContractReader.Load(files, new Refusals());
            var elements = documents.All.SelectMany(document => document.Element.Descendants()).ToList();
            return new ContractWsdl(read.Services, read.Schemas)
            {
                SoapVersions = documents.Declared("binding")
                    .Select(WsdlBinding.Read).OfType<WsdlBinding>()
                    .Select(binding => binding.IsSoap11 ? "1.1" : "1.2").ToHashSet(),
                WantsSecurity = elements.Exists(element => element.Name.LocalName == "UsernameToken" && IsDemanded(element)),
                WantsAddressing = elements.Exists(element => IsAddressing(element.Name.NamespaceName)
                    && element.Name.LocalName is "UsingAddressing" or "Addressing"
                    && IsDemanded(element)),
            };
        }
        catch (ContractRefusedException exception)
        {
            refusals = exception.Message.Split(Environment.NewLine);
            return null;
        }
    }

    // What may be left out is no demand.
    private static bool IsDemanded(XElement element) => !element.AncestorsAndSelf().Any(outer => outer.Attributes().Any(attribute =>
        (attribute.Name.LocalName == "Optional" && attribute.Value is "true" or "1")
        || (attribute.Name.LocalName == "required" && attribute.Value is "false" or "0")));

    /// <summary>The operations that a message of the contract goes by: its root is among what they carry.</summary>
    public IEnumerable<OperationModel> OperationsOf(Client.Wire.Mapping.Model.MessageModel message)
    {
        var root = message.Content is { Each: [{ Steps: [var first, ..] }, ..] } ? first : null;
        return root is null
            ? Services.SelectMany(service => service.Operations)
                .Where(operation => message.Action is { Length: > 0 } action && operation.Action == action)
            : Services.SelectMany(service => service.Operations).Where(operation => operation.Elements.Any(name =>
                (root.Name is null || root.Name == name.Name) && (root.Namespace is null || root.Namespace == name.Namespace)));
    }
}
