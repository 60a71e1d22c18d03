using System.Xml.Schema;

namespace Uhit.Contracts.Contract;

/// <summary>The schemas inside wsdl:types, and through their imports those beside the WSDL.</summary>
internal static class WsdlSchemas
{
    public static void AddTo(XmlSchemaSet schemas, WsdlNode root, Refusals refusals)
    {
        foreach (var types in root.All(WsdlNames.Wsdl + "types"))
        {
            types.Attributes().Children(WsdlNames.Schema + "schema");
            foreach (var inline in types.All(WsdlNames.Schema + "schema"))
            {
                using var reader = inline.Element.CreateReader();
                var schema = XmlSchema.Read(reader, (_, e) =>
                    refusals.Add(inline.File, e.Exception.LineNumber, "xs:schema", e.Message));
                if (schema is null) continue;
                schema.SourceUri = inline.File;
                schemas.Add(schema);
            }
        }
    }
}
