using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Uhit.Client.Wire.Mapping.Writing.Schemas;

/// <summary>A message that a template wrote, held against a schema.</summary>
internal static class WrittenMessage
{
    /// <summary>What the schema does not take. An element that it does not describe is passed over.</summary>
    /// <param name="template">The template.</param>
    /// <param name="content">What it wrote: one element, or several.</param>
    /// <param name="schemas">The schema, compiled.</param>
    public static IReadOnlyList<SchemaFinding> Check(CompiledTemplate template, Stream content, XmlSchemaSet schemas)
    {
        var found = new List<SchemaFinding>();
        using var reader = XmlReader.Create(content, new XmlReaderSettings
        {
            ConformanceLevel = ConformanceLevel.Fragment,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
        });
        reader.MoveToContent();
        while (reader.NodeType == XmlNodeType.Element)
        {
            Check(template, (XElement)XNode.ReadFrom(reader), schemas, found);
            reader.MoveToContent();
        }

        return found;
    }

    private static void Check(CompiledTemplate template, XElement root, XmlSchemaSet schemas, List<SchemaFinding> found)
    {
        if (!schemas.GlobalElements.Contains(new XmlQualifiedName(root.Name.LocalName, root.Name.NamespaceName)))
        {
            return;
        }

        var told = new List<(XObject At, XmlSchemaException Problem)>();

        // One at a time: it adds names to the table of the schemas, which bears no other that does the same.
        lock (schemas)
        {
            new XDocument(root).Validate(
                schemas,
                (sender, problem) =>
                {
                    if (problem.Severity == XmlSeverityType.Error && sender is XObject at)
                    {
                        told.Add((at, problem.Exception));
                    }
                },
                addSchemaInfo: true);
        }

        found.AddRange(told.Select(one => Finding(template, one.At, one.Problem)));
    }

    private static SchemaFinding Finding(CompiledTemplate template, XObject at, XmlSchemaException problem)
    {
        var place = TemplatePlace.Of(template.Source, at);

        // What the type of a value says against it stands inside; all else is about how the message is built.
        var isValue = problem.InnerException is not null;
        var type = at switch
        {
            XElement element => element.GetSchemaInfo()?.SchemaType,
            XAttribute attribute => attribute.GetSchemaInfo()?.SchemaType,
            _ => null,
        };
        var most = isValue ? FacetWords.MostLengthOf(type) : null;
        var length = (at as XElement)?.Value.Length ?? ((XAttribute)at).Value.Length;
        return new SchemaFinding(place.Path, place.At, isValue ? FacetWords.Of(type) : DisplayText.Of(problem.Message))
        {
            IsValue = isValue,
            IsTooLong = length > most,
            Names = place.Names,
            LineNumber = place.LineNumber,
        };
    }
}
