using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Uhit.Contracts.Contract;

/// <summary>Reads WSDL files and the schemas that they hold or import.</summary>
internal static class ContractReader
{
    public static ContractModel Read(IReadOnlyList<string> files, string? binding, Refusals refusals)
    {
        var schemas = new XmlSchemaSet { XmlResolver = new LocalResolver() };
        schemas.ValidationEventHandler += (_, e) =>
            refusals.Add(e.Exception.SourceUri, e.Exception.LineNumber, "xs:schema", e.Message);
        var services = new List<ServiceModel>();
        foreach (var file in files)
        {
            var root = Load(file, refusals);
            if (root is null) continue;
            WsdlSchemas.AddTo(schemas, root, refusals);
            services.AddRange(WsdlServices.Read(root, binding, refusals));
        }
        schemas.Compile();
        SchemaGuard.Check(schemas, refusals);
        // Planning needs a contract that is whole.
        refusals.ThrowIfAny();
        return new ContractModel(services, schemas);
    }

    private static WsdlNode? Load(string file, Refusals refusals)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            using var stream = File.OpenRead(file);
            using var reader = XmlReader.Create(stream, settings, new Uri(Path.GetFullPath(file)).AbsoluteUri);
            return Root(XDocument.Load(reader, LoadOptions.SetLineInfo | LoadOptions.SetBaseUri), refusals);
        }
        catch (XmlException exception)
        {
            refusals.Add(file, exception.LineNumber, "document", exception.Message);
            return null;
        }
    }

    private static WsdlNode? Root(XDocument document, Refusals refusals)
    {
        var root = new WsdlNode(document.Root!, refusals);
        if (root.Element.Name == WsdlNames.Wsdl + "definitions") return root;
        root.Refuse("this is no WSDL 1.1: wsdl:definitions is expected");
        return null;
    }
}
