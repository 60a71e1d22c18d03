using System.Xml.Schema;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Contracts;
using Uhit.Contracts.Contract;

namespace Uhit.Cli.Contracts.Checking;

/// <summary>The WSDL and schemas of a contract folder: what the service has, and what messages must look like.</summary>
internal sealed record ContractWsdl(IReadOnlyList<ServiceModel> Services, XmlSchemaSet Schemas)
{
    /// <summary>Reads those that <c>contract.json</c> names.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="refusals">What can't be read, a line each.</param>
    /// <returns>What was read; <see langword="null"/> where the contract names none, or they can't be read.</returns>
    public static ContractWsdl? Read(Client.Wire.Mapping.Model.ContractModel contract, out IReadOnlyList<string> refusals)
    {
        refusals = [];
        var files = new[] { contract.InquiryWsdl, contract.CallbackWsdl }.OfType<string>().Distinct().Select(file => Path.Combine(contract.Folder, file)).ToList();
        if (files.Count == 0)
        {
            return null;
        }

        try
        {
            var read = ContractReader.Read(files, ReadingOptions.Default, new Refusals());
            return new ContractWsdl(read.Services, read.Schemas);
        }
        catch (ContractRefusedException exception)
        {
            refusals = exception.Message.Split(Environment.NewLine);
            return null;
        }
    }

    /// <summary>The operations that a message of the contract goes by: its root is among what they carry.</summary>
    public IEnumerable<OperationModel> OperationsOf(Client.Wire.Mapping.Model.MessageModel message)
    {
        var root = message.Content is { Each: [{ Steps: [var first, ..] }, ..] } ? first : null;
        return root is null
            ? Services.SelectMany(service => service.Operations).Where(operation => message.Action is { Length: > 0 } action && operation.Action == action)
            : Services.SelectMany(service => service.Operations).Where(operation => operation.Elements.Any(name =>
                (root.Name is null || root.Name == name.Name) && (root.Namespace is null || root.Namespace == name.Namespace)));
    }
}
