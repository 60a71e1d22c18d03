using Uhit.Contracts.Contract;
using Uhit.Contracts.Messages;
using Uhit.Contracts.Templates;

namespace Uhit.Contracts.Folders;

/// <summary>The templates of a contract: one for each message of each operation, one for each header block.</summary>
internal static class TemplateFiles
{
    public const string Folder = "templates";

    /// <summary>The template of a message, as <c>contract.json</c> names it.</summary>
    public static string NameOf(ContractModel contract, ServiceModel service, OperationModel operation, bool isResponse) =>
        $"{Folder}/{Base(contract, service, operation)}.{(isResponse ? "response" : "request")}.xml";

    /// <summary>The files by their names in the contract's folder.</summary>
    public static SortedDictionary<string, string> Make(ContractModel contract, NamespacePrefixes prefixes)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var service in contract.Services)
        {
            foreach (var operation in service.Operations)
            {
                Add(files, contract, prefixes, service, operation, operation.Input, isResponse: false);
                if (operation.Output is { } output)
                {
                    Add(files, contract, prefixes, service, operation, output, isResponse: true);
                }
            }
        }

        return files;
    }

    private static void Add(
        SortedDictionary<string, string> files, ContractModel contract, NamespacePrefixes prefixes, ServiceModel service,
        OperationModel operation, MessageModel message, bool isResponse)
    {
        var title = $"The {(isResponse ? "response" : "request")} of {operation.Name} ({service.Name}, {FileNames.Short(operation.File)} "
            + $"line {operation.Line}).";
        files[NameOf(contract, service, operation, isResponse)] = TemplateWriter.Write(
            MessageTree.Build(contract.Schemas, message.Body), prefixes, title);
        foreach (var header in message.Headers)
        {
            var name = $"{Folder}/header.{header.Element.Name}.xml";
            if (!files.ContainsKey(name))
            {
                files[name] = TemplateWriter.Write(
                    MessageTree.Build(contract.Schemas, [header.Element]), prefixes, $"The header block {header.Element.Name}.");
            }
        }
    }

    /// <summary>The operation's name, and before it the service's where another service has an operation of that name.</summary>
    private static string Base(ContractModel contract, ServiceModel service, OperationModel operation) =>
        contract.Services.SelectMany(s => s.Operations)
            .Count(o => string.Equals(o.Name, operation.Name, StringComparison.OrdinalIgnoreCase)) > 1
            ? $"{service.Name}.{operation.Name}"
            : operation.Name;
}
