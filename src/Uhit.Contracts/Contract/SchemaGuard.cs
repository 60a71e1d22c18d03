using System.Xml.Schema;

namespace Uhit.Contracts.Contract;

/// <summary>Walks through everything that the schemas declare and refuses, by name, what the generator does not support.</summary>
internal sealed class SchemaGuard(XmlSchemaSet schemas, Refusals refusals)
{
    public static void Check(XmlSchemaSet schemas, Refusals refusals)
    {
        var guard = new SchemaGuard(schemas, refusals);
        foreach (XmlSchema schema in schemas.Schemas()) guard.CheckSchema(schema);
    }

    private void CheckSchema(XmlSchema schema)
    {
        foreach (XmlSchemaExternal external in schema.Includes) CheckExternal(external);
        foreach (var item in schema.Items)
        {
            switch (item)
            {
                case XmlSchemaAnnotation:
                    break;
                case XmlSchemaElement element:
                    CheckElement(element, $"element '{element.Name}'");
                    if (element.SchemaTypeName.Namespace == XmlSchema.Namespace || element.ElementSchemaType is XmlSchemaSimpleType)
                        Refuse(element, $"element '{element.Name}'", "a global element of a simple type is not supported");
                    break;
                case XmlSchemaComplexType type:
                    CheckComplex(type, $"complexType '{type.Name}'");
                    break;
                case XmlSchemaSimpleType type:
                    CheckSimple(type, $"simpleType '{type.Name}'");
                    break;
                default:
                    Refuse(item, Describe(item), "it is not supported");
                    break;
            }
        }
    }

    private void CheckExternal(XmlSchemaExternal external)
    {
        if (external is not XmlSchemaImport import)
            Refuse(external, Describe(external), "it is not supported: name the schema by xs:import");
        else if (!schemas.Contains(import.Namespace ?? string.Empty))
            Refuse(external, $"xs:import '{import.Namespace}'", "no schema of that namespace was found");
    }

    private void CheckElement(XmlSchemaElement element, string component)
    {
        CheckForeign(element, component);
        if (!element.RefName.IsEmpty) Refuse(element, component, $"ref=\"{element.RefName.Name}\" is not supported: give it a name and a type");
        if (element.IsNillable) Refuse(element, component, "nillable is not supported: use minOccurs=\"0\"");
        if (element.DefaultValue is not null) Refuse(element, component, "default is not supported");
        if (element.FixedValue is not null) Refuse(element, component, "fixed is not supported");
        if (element.IsAbstract) Refuse(element, component, "abstract is not supported");
        if (!element.SubstitutionGroup.IsEmpty) Refuse(element, component, "a substitution group is not supported");
        foreach (var constraint in element.Constraints) Refuse(constraint, component, $"{Describe(constraint)} is not supported");
        if (element.SchemaType is XmlSchemaComplexType complex) CheckComplex(complex, component);
        if (element.SchemaType is XmlSchemaSimpleType simple) CheckSimple(simple, component);
        if (element.SchemaType is null && element.SchemaTypeName.IsEmpty && element.RefName.IsEmpty)
            Refuse(element, component, "an element without a type (xs:anyType) is not supported");
    }

    private void CheckComplex(XmlSchemaComplexType type, string component)
    {
        CheckForeign(type, component);
        if (type.IsMixed) Refuse(type, component, "mixed content is not supported");
        if (type.IsAbstract) Refuse(type, component, "abstract is not supported");
        if (type.ContentModel is not null) Refuse(type.ContentModel, component, $"{Describe(type.ContentModel)} is not supported");
        foreach (var attribute in type.Attributes) Refuse(attribute, component, $"{Describe(attribute)} is not supported");
        if (type.AnyAttribute is not null) Refuse(type.AnyAttribute, component, "xs:anyAttribute is not supported");
        if (type.Particle is null) return;
        if (type.Particle is not XmlSchemaSequence sequence)
        {
            Refuse(type.Particle, component, $"{Describe(type.Particle)} is not supported, only xs:sequence");
            return;
        }
        if (sequence.MinOccurs != 1 || sequence.MaxOccurs != 1) Refuse(sequence, component, "a sequence that is optional or repeated is not supported");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in sequence.Items)
        {
            if (item is not XmlSchemaElement element)
            {
                Refuse(item, component, $"{Describe(item)} is not supported");
                continue;
            }
            if (element.Name is not null && !names.Add(element.Name)) Refuse(element, component, $"element '{element.Name}' twice in one sequence is not supported");
            if (element.MaxOccurs == 0) Refuse(element, component, $"element '{element.Name}': maxOccurs=\"0\" is not supported");
            CheckElement(element, $"{component} element '{(element.RefName.IsEmpty ? element.Name : element.RefName.Name)}'");
        }
    }

    private void CheckSimple(XmlSchemaSimpleType type, string component)
    {
        CheckForeign(type, component);
        if (type.Content is not XmlSchemaSimpleTypeRestriction restriction)
        {
            Refuse(type, component, $"{Describe(type.Content!)} is not supported");
            return;
        }
        if (restriction.BaseType is not null) Refuse(restriction, component, "a simpleType inside xs:restriction is not supported: give it a name");
    }

    private void CheckForeign(XmlSchemaAnnotated item, string component)
    {
        foreach (var attribute in item.UnhandledAttributes ?? [])
            Refuse(item, component, $"attribute {attribute.Name} of namespace '{attribute.NamespaceURI}' is not supported");
    }

    private void Refuse(XmlSchemaObject at, string component, string reason) => refusals.Add(at, component, reason);

    private static string Describe(XmlSchemaObject item) => item switch
    {
        XmlSchemaGroupRef => "xs:group",
        XmlSchemaAttributeGroupRef => "xs:attributeGroup",
        XmlSchemaAttribute a => $"xs:attribute '{(a.RefName.IsEmpty ? a.Name : a.RefName.Name)}'",
        XmlSchemaAttributeGroup g => $"xs:attributeGroup '{g.Name}'",
        XmlSchemaGroup g => $"xs:group '{g.Name}'",
        XmlSchemaNotation n => $"xs:notation '{n.Name}'",
        XmlSchemaSimpleTypeList => "xs:list",
        XmlSchemaSimpleTypeUnion => "xs:union",
        _ => "xs:" + char.ToLowerInvariant(item.GetType().Name["XmlSchema".Length]) + item.GetType().Name["XmlSchemaX".Length..],
    };
}
