using System.Xml;
using System.Xml.Schema;
using Uhit.Client.Wire;

namespace Uhit.Client.Conformance.Wire;

/// <summary>Holds bodies to the schema that the format itself publishes.</summary>
internal sealed class SchemaCheck
{
    private readonly XmlSchemaSet _schemas = new();

    public SchemaCheck(UhitWireFormat format)
    {
        foreach (var file in format.ContractFiles.Where(f => f.Name.EndsWith(".xsd", StringComparison.Ordinal)))
        {
            using var reader = XmlReader.Create(new MemoryStream(file.Content.ToArray()));
            _schemas.Add(null, reader);
        }

        // Here, and not by the first reader that needs it: several threads read at the same time.
        _schemas.Compile();
    }

    /// <summary>What the schema finds wrong with the body of an envelope; nothing where the
    /// contract is not shown, or is another's.</summary>
    public List<string> Errors(byte[] envelope)
    {
        var errors = new List<string>();
        var settings = new XmlReaderSettings
        {
            ValidationType = ValidationType.Schema,
            Schemas = _schemas,
            ValidationFlags = XmlSchemaValidationFlags.None,
        };
        settings.ValidationEventHandler += (_, e) => errors.Add(e.Message);
        using var outer = XmlReader.Create(new MemoryStream(envelope));
        while (outer.Read() && outer.LocalName != "Body")
        {
        }

        outer.Read();
        if (!IsKnown(outer.LocalName, outer.NamespaceURI))
        {
            return errors;
        }

        using var body = XmlReader.Create(outer.ReadSubtree(), settings);
        while (body.Read())
        {
        }

        return errors;
    }

    /// <summary>Whether the contract that is shown has the element at its top.</summary>
    public bool IsKnown(string localName, string namespaceUri) =>
        _schemas.GlobalElements.Contains(new XmlQualifiedName(localName, namespaceUri));

    /// <summary>Whether there is a schema at all.</summary>
    public bool HasSchema => _schemas.GlobalElements.Count > 0;
}
