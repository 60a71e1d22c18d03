using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace CorpusMeasure.Sampling;

/// <summary>Makes messages at random from a schema. It shares nothing with the generator: it goes by
/// the framework's own compiled particles.</summary>
internal sealed class MessageSampler(XmlSchemaSet schemas, Random random)
{
    private static readonly XNamespace Instance = XmlSchema.InstanceNamespace;
    private readonly ValueSampler _values = new(random);
    private int _left;

    /// <summary>A message; null where the schema has none that is small enough.</summary>
    public XElement? Make(XmlQualifiedName name)
    {
        _left = 400;
        var element = (XmlSchemaElement)schemas.GlobalElements[name]!;
        var message = new XElement(
            XName.Get(name.Name, name.Namespace),
            new XAttribute(XNamespace.Xmlns + "xsq", XmlSchema.Namespace),
            new XAttribute(XNamespace.Xmlns + "xsi", XmlSchema.InstanceNamespace));
        return Fill(message, element, 0) ? message : null;
    }

    /// <summary>Whether the framework finds it valid.</summary>
    public bool IsValid(XElement message)
    {
        var valid = true;
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas };
        settings.ValidationEventHandler += (_, e) => valid &= e.Severity == XmlSeverityType.Warning;
        using var reader = XmlReader.Create(message.CreateReader(), settings);
        while (reader.Read())
        {
        }

        return valid;
    }

    private bool Fill(XElement target, XmlSchemaElement element, int depth)
    {
        if (depth > 40 || --_left < -400)
        {
            return false;
        }

        if (element.IsNillable && random.Next(6) == 0 && element.ElementSchemaType is XmlSchemaSimpleType)
        {
            target.SetAttributeValue(Instance + "nil", "true");
            return true;
        }

        if (element.FixedValue is { } only)
        {
            target.Value = only;
            return true;
        }

        switch (element.ElementSchemaType)
        {
            case XmlSchemaSimpleType simple:
                target.Value = _values.Make(simple);
                return true;
            case XmlSchemaComplexType complex:
                return Fill(target, Concrete(target, complex, depth), depth);
            default:
                return false;
        }
    }

    private XmlSchemaElement Substitute(XmlSchemaElement head)
    {
        var members = schemas.GlobalElements.Values.Cast<XmlSchemaElement>()
            .Where(element => element.SubstitutionGroup == head.QualifiedName).ToList();
        if (!head.IsAbstract)
        {
            members.Add(head);
        }

        return members.Count == 0 ? head : members[random.Next(members.Count)];
    }

    // An abstract type must be, and another may be, one that extends it.
    private XmlSchemaComplexType Concrete(XElement target, XmlSchemaComplexType type, int depth)
    {
        if (type.QualifiedName.IsEmpty || (!type.IsAbstract && (depth > 8 || random.Next(4) > 0)))
        {
            return type;
        }

        var derived = schemas.GlobalTypes.Values.OfType<XmlSchemaComplexType>()
            .Where(t => t != type && !t.IsAbstract && Extends(t, type)).ToList();
        if (derived.Count == 0 || type.QualifiedName.Namespace == XmlSchema.Namespace)
        {
            return type;
        }

        var chosen = derived[random.Next(derived.Count)];
        if (chosen.QualifiedName.Namespace.Length == 0)
        {
            target.SetAttributeValue(Instance + "type", chosen.QualifiedName.Name);
            return chosen;
        }

        // A prefix of its own: LINQ to XML names an element by the prefix of an ancestor, which must not be bound again on it.
        target.SetAttributeValue(XNamespace.Xmlns + $"st{depth}", chosen.QualifiedName.Namespace);
        target.SetAttributeValue(Instance + "type", $"st{depth}:{chosen.QualifiedName.Name}");
        return chosen;
    }

    private static bool Extends(XmlSchemaType type, XmlSchemaType parent)
    {
        for (var at = type.BaseXmlSchemaType; at is not null; at = at.BaseXmlSchemaType)
        {
            if (at == parent)
            {
                return true;
            }
        }

        return false;
    }

    private bool Fill(XElement target, XmlSchemaComplexType type, int depth)
    {
        if (type.QualifiedName.Namespace == XmlSchema.Namespace)
        {
            target.Add(new XElement(XName.Get("open", "urn:open"), "anything"));
            return true;
        }

        foreach (XmlSchemaAttribute attribute in type.AttributeUses.Values)
        {
            if (attribute.Use == XmlSchemaUse.Prohibited || (attribute.Use != XmlSchemaUse.Required && random.Next(2) == 0))
            {
                continue;
            }

            target.SetAttributeValue(
                XName.Get(attribute.QualifiedName.Name, attribute.QualifiedName.Namespace),
                attribute.FixedValue ?? _values.Make(attribute.AttributeSchemaType!));
        }

        if (type.AttributeWildcard is { } any && random.Next(2) == 0 && any.Namespace is null or "##any" or "##other")
        {
            target.SetAttributeValue(XName.Get("extra", "urn:extra"), "more");
        }

        if (type.ContentType == XmlSchemaContentType.TextOnly)
        {
            target.Value = _values.Make(TextType(type));
            return true;
        }

        return Add(target, type.ContentTypeParticle, depth);
    }

    private static XmlSchemaSimpleType TextType(XmlSchemaComplexType type) =>
        type.ContentModel?.Content is XmlSchemaSimpleContentRestriction { BaseType: { } inline } ? inline
            : type.BaseXmlSchemaType as XmlSchemaSimpleType ?? TextType((XmlSchemaComplexType)type.BaseXmlSchemaType!);

    private bool Add(XElement target, XmlSchemaParticle particle, int depth)
    {
        var min = (int)Math.Min(particle.MinOccurs, 50);
        var most = (int)Math.Min(particle.MaxOccurs, min + 3);
        var count = _left <= 0 || depth > 12 ? min : random.Next(min, most + 1);
        for (var i = 0; i < count; i++)
        {
            if (!AddOnce(target, particle, depth))
            {
                return i >= min && false;
            }
        }

        return true;
    }

    private bool AddOnce(XElement target, XmlSchemaParticle particle, int depth)
    {
        switch (particle)
        {
            case XmlSchemaElement element:
                var declaration = element.RefName.IsEmpty ? element : (XmlSchemaElement?)schemas.GlobalElements[element.RefName] ?? element;
                if (!element.RefName.IsEmpty && (declaration.IsAbstract || random.Next(2) == 0))
                {
                    declaration = Substitute(declaration);
                }

                if (declaration.IsAbstract)
                {
                    return false;
                }

                var name = declaration.QualifiedName;
                var child = new XElement(XName.Get(name.Name, name.Namespace));
                target.Add(child);
                return Fill(child, declaration, depth + 1);
            case XmlSchemaChoice choice:
                return choice.Items.Count == 0 || Add(target, (XmlSchemaParticle)choice.Items[random.Next(choice.Items.Count)], depth);
            case XmlSchemaGroupBase group:
                var items = group.Items.Cast<XmlSchemaParticle>().ToList();
                return items.TrueForAll(item => Add(target, item, depth));
            case XmlSchemaAny any:
                var ns = any.Namespace is null or "##any" or "##other" ? "urn:open"
                    : any.Namespace == "##targetNamespace" ? null
                    : any.Namespace.Split(' ')[0] == "##local" ? ""
                    : any.Namespace.Split(' ')[0];
                if (ns is null || any.ProcessContents == XmlSchemaContentProcessing.Strict)
                {
                    return any.MinOccurs == 0;
                }

                target.Add(new XElement(XName.Get("open", ns), new XAttribute("a", "1"), new XElement(XName.Get("inner", ns), "text")));
                return true;
            default:
                return true;
        }
    }
}
