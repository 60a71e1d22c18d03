using System.Xml;
using System.Xml.Schema;

namespace Uhit.Cli.Commands.Contract.Check;

/// <summary>Holds a message against the schema of its contract. Nothing is fetched.</summary>
internal static class SampleValidation
{
    private const int MostErrors = 50;

    /// <summary>What is wrong: line, and the schema's words.</summary>
    /// <remarks>The words may quote a value of the message.</remarks>
    public static IReadOnlyList<(int Line, int Column, string Text)> Validate(Stream message, XmlSchemaSet schemas)
    {
        var found = new List<(int, int, string)>();
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            ValidationType = ValidationType.Schema,
            ValidationFlags = XmlSchemaValidationFlags.AllowXmlAttributes,
            Schemas = schemas,
        };
        settings.ValidationEventHandler += (_, error) =>
        {
            if (found.Count < MostErrors)
            {
                found.Add((error.Exception.LineNumber, error.Exception.LinePosition, error.Message));
            }
        };
        try
        {
            // The envelope is of no schema here, and is passed over; what is in it is held against its own.
            using var reader = XmlReader.Create(message, settings);
            while (reader.Read())
            {
            }
        }
        catch (XmlException exception)
        {
            found.Add((exception.LineNumber, exception.LinePosition, "It is not well-formed XML."));
        }

        return found;
    }
}
