using System.Xml.Schema;
using Uhit.Contracts.Files;
using Uhit.Contracts.Schemas;

namespace Uhit.Contracts.Contract;

/// <summary>Reads WSDL files, with the WSDLs and schemas that they hold, include or import.</summary>
internal static class ContractReader
{
    /// <summary>Where the closed set of a contract's folder is.</summary>
    public const string SchemaFolder = "schema";

    /// <summary>Refuses, all at once, what the messages reach and is not there; the schemas may
    /// still hold what a planner refuses.</summary>
    public static ContractModel Read(IReadOnlyList<string> files, ReadingOptions options, Refusals refusals)
    {
        var (documents, sources) = Load(files, refusals);
        var wrappers = new RpcWrappers();
        var services = new WsdlServices(documents, options, wrappers, refusals).Read();
        sources.AddMade(wrappers.Schemas);
        var schemas = Compile(services, sources, refusals);
        // Planning needs a contract that is whole.
        refusals.ThrowIfAny();
        return new ContractModel(services, schemas);
    }

    /// <summary>Reads the operations and schemas of a folder: all WSDLs of its closed set.</summary>
    public static ContractModel ReadFolder(string folder, ReadingOptions options, Refusals refusals)
    {
        var schemas = Path.Combine(folder, SchemaFolder);
        var files = Directory.Exists(schemas) ? Directory.GetFiles(schemas, "*.wsdl").Order(StringComparer.Ordinal).ToList() : [];
        if (files.Count == 0)
        {
            refusals.Add(schemas, 0, SchemaFolder, "there is no WSDL: make the folder by uhit contract add");
        }

        refusals.ThrowIfAny();
        return Read(files, options, refusals);
    }

    /// <summary>All documents, before anything is judged.</summary>
    public static (WsdlDocuments Documents, SchemaSources Sources) Load(IReadOnlyList<string> files, Refusals refusals)
    {
        var locations = new SchemaLocations(files.Select(f => Path.GetDirectoryName(Path.GetFullPath(f))!), refusals.Notes);
        var sources = new SchemaSources(locations, refusals);
        var documents = new WsdlDocuments(locations, sources, refusals);
        foreach (var file in files)
        {
            documents.Add(file);
        }

        sources.Complete();
        return (documents, sources);
    }

    private static XmlSchemaSet Compile(List<ServiceModel> services, SchemaSources sources, Refusals refusals)
    {
        var index = new SchemaIndex(sources.All);
        OwnNames.Complete(sources.All, index, refusals.Notes);
        var reach = new SchemaReach(index, sources, refusals);
        foreach (var service in services)
        {
            foreach (var operation in service.Operations)
            {
                foreach (var element in operation.Elements)
                {
                    reach.Element(element, operation.File, operation.Line, $"operation '{operation.Name}'");
                }
            }
        }

        refusals.ThrowIfAny();
        sources.AddMade(reach.Undescribed.Values);
        return SchemaAssembly.Build(sources, reach.Reached, refusals);
    }
}
