using Uhit.Contracts.Contract;

namespace Uhit.Contracts.Folders;

/// <summary>A contract's folder, as <see cref="ContractAddition"/> makes it.</summary>
internal static class ContractFolder
{
    /// <summary>Reads the operations and schemas of a folder: all WSDLs of its closed set.</summary>
    public static ContractModel Read(string folder, ReadingOptions options, Refusals refusals)
    {
        var schemas = Path.Combine(folder, ContractAddition.SchemaFolder);
        var files = Directory.Exists(schemas) ? Directory.GetFiles(schemas, "*.wsdl").Order(StringComparer.Ordinal).ToList() : [];
        if (files.Count == 0)
        {
            refusals.Add(schemas, 0, ContractAddition.SchemaFolder, "there is no WSDL: make the folder by uhit contract add");
        }

        refusals.ThrowIfAny();
        return ContractReader.Read(files, options, refusals);
    }
}
