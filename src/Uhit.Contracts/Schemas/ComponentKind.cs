namespace Uhit.Contracts.Schemas;

/// <summary>The symbol spaces of a schema: two components of different kinds may have one name.</summary>
internal enum ComponentKind
{
    Element = 1,
    Type,
    Attribute,
    Group,
    AttributeGroup,
}
