using System.Xml;
using System.Xml.Schema;

namespace Uhit.Contracts.Tests;

/// <summary>The framework's own judgment of a document.</summary>
internal static class Validation
{
    public static IReadOnlyList<string> Errors(XmlSchemaSet schemas, string xml)
    {
        var errors = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas };
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, e) => errors.Add(e.Message);
        using var reader = XmlReader.Create(new StringReader(xml), settings);
        while (reader.Read())
        {
            // The handler hears what is wrong.
        }

        return errors;
    }
}
