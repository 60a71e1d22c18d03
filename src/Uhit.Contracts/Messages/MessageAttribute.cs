using System.Xml;
using System.Xml.Schema;

namespace Uhit.Contracts.Messages;

/// <summary>An attribute of an element.</summary>
internal sealed record MessageAttribute(
    XmlQualifiedName Name, bool IsRequired, ValueDescription Value, XmlSchemaObject Source, string? Documentation);
