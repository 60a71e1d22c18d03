using System.Xml;
using System.Xml.Linq;

namespace Uhit.Contracts.Schemas;

/// <summary>Something that a schema declares at its top, and that others name.</summary>
internal sealed record SchemaComponent(ComponentKind Kind, XmlQualifiedName Name, XElement Element, SchemaSource Source)
{
    public int Line => SchemaSource.LineOf(Element);

    /// <summary>Another declaration of the same name that says something else.</summary>
    public SchemaComponent? Rival { get; set; }

    /// <summary>What xs:redefine makes of it.</summary>
    public SchemaComponent? Redefinition { get; set; }
}

/// <summary>The symbol spaces of a schema: two components of different kinds may have one name.</summary>
internal enum ComponentKind
{
    Element = 1,
    Type,
    Attribute,
    Group,
    AttributeGroup,
}
