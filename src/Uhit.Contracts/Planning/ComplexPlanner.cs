using System.Xml.Schema;
using Uhit.Contracts.Messages;

namespace Uhit.Contracts.Planning;

/// <summary>Gives a complex type its members: attributes, text or elements, those of the type that it extends first.</summary>
internal sealed class ComplexPlanner(ContractPlanner planner, XmlSchemaSet schemas, GeneratorOptions options, Refusals refusals)
{
    private readonly ContentModel _content = new(schemas, (at, text) => refusals.Note(at, "xs:element", text));

    /// <summary>The elements that <c>--stream</c> named and that were found.</summary>
    public HashSet<string> Streamed { get; } = new(StringComparer.Ordinal);

    /// <summary>A global element as a member of nothing.</summary>
    public MemberPlan Root(XmlSchemaElement element) => WithType(
        new MemberPlan(MemberKind.Element, element.Name!, element.QualifiedName.Namespace, CSharpNames.Type(element.Name!), 1, 1)
        {
            Required = true,
            Nillable = element.IsNillable,
        },
        element, CSharpNames.Type(element.Name!), element.QualifiedName.Namespace);

    public void Fill(XmlSchemaComplexType type, ComplexPlan plan)
    {
        var parent = planner.BaseOf(type);
        plan.Base = parent;
        var names = new NameTable([.. CSharpNames.Members, plan.Name, .. parent?.Members.SelectMany(NamesOf) ?? []]);
        AddAttributes(type, plan, parent, names);
        if (type.ContentType == XmlSchemaContentType.TextOnly)
        {
            plan.Content = parent?.Content ?? new MemberPlan(MemberKind.Content, plan.XmlName, plan.Namespace, names.Take("Value"), 1, 1)
            {
                Required = true,
                Simple = planner.Simple(TextType(type), type.Name is null ? plan.Name + "Value" : type.Name + "Value"),
            };
            return;
        }

        plan.Root = parent is null ? OwnRoot(type, plan, names) : Extended(type, plan, parent, names);
    }

    /// <summary>Tells each type of all that extend it, when all have their bases.</summary>
    public static void Finish(IReadOnlyList<ComplexPlan> plans)
    {
        foreach (var plan in plans)
        {
            for (var at = plan.Base; at is not null; at = at.Base)
            {
                at.Derived.Add(plan);
            }
        }
    }

    private static IEnumerable<string> NamesOf(MemberPlan member) =>
        member.NilProperty is null ? [member.Property] : [member.Property, member.NilProperty];

    private static XmlSchemaSimpleType TextType(XmlSchemaComplexType type)
    {
        if (type.ContentModel?.Content is XmlSchemaSimpleContentRestriction { BaseType: { } inline })
        {
            return inline;
        }

        return type.BaseXmlSchemaType switch
        {
            XmlSchemaSimpleType simple => simple,
            XmlSchemaComplexType complex when complex.ContentType == XmlSchemaContentType.TextOnly => TextType(complex),
            _ => XmlSchemaType.GetBuiltInSimpleType(XmlTypeCode.String),
        };
    }

    private ParticlePlan.Group OwnRoot(XmlSchemaComplexType type, ComplexPlan plan, NameTable names)
    {
        var particle = type.ContentModel?.Content is XmlSchemaComplexContentRestriction restriction ? restriction.Particle
            : type.ContentModel?.Content is XmlSchemaComplexContentExtension extension ? extension.Particle
            : type.Particle;
        return new ParticlePlanner(planner, this, options, plan, names).Root(_content.Read(particle));
    }

    // What extends another type comes behind it. What restricts it is read and written as it:
    // each of its messages is one of the other's too.
    private ParticlePlan.Group Extended(XmlSchemaComplexType type, ComplexPlan plan, ComplexPlan parent, NameTable names)
    {
        if (type.ContentModel?.Content is not XmlSchemaComplexContentExtension extension)
        {
            return parent.Root;
        }

        var own = new ParticlePlanner(planner, this, options, plan, names).Root(_content.Read(extension.Particle));
        if (own.Items.Count == 0)
        {
            return parent.Root;
        }

        if (parent.Root.Items.Count == 0)
        {
            return own;
        }

        return new ParticlePlan.Group(ElementOrder.Sequence, [.. Spliced(parent.Root), .. Spliced(own)], 1);
    }

    private static IReadOnlyList<ParticlePlan> Spliced(ParticlePlan.Group root) =>
        root.Order == ElementOrder.Sequence ? root.Items : [root];

    private void AddAttributes(XmlSchemaComplexType type, ComplexPlan plan, ComplexPlan? parent, NameTable names)
    {
        if (parent is not null)
        {
            plan.Attributes.AddRange(parent.Attributes);
        }

        foreach (var attribute in type.AttributeUses.Values.Cast<XmlSchemaAttribute>().OrderBy(
            a => a.QualifiedName.ToString(), StringComparer.Ordinal))
        {
            var name = attribute.QualifiedName;
            if (attribute.Use == XmlSchemaUse.Prohibited
                || plan.Attributes.Exists(a => a.XmlName == name.Name && a.Namespace == name.Namespace))
            {
                continue;
            }

            var simple = planner.Simple(
                attribute.AttributeSchemaType!, attribute.AttributeSchemaType!.Name ?? plan.Name + CSharpNames.Type(name.Name));
            var isRequired = attribute.Use == XmlSchemaUse.Required;
            plan.Attributes.Insert(OpenAt(plan), new MemberPlan(
                MemberKind.Attribute, name.Name, name.Namespace, Take(names, name.Name, plan, "Attribute"), isRequired ? 1 : 0, 1)
            {
                Simple = simple,
                Required = isRequired,
                Documentation = Documentation.Of(attribute) ?? Documentation.Of(attribute.AttributeSchemaType),
                Default = attribute.DefaultValue,
                Fixed = Fixed(attribute, simple, attribute.FixedValue, plan),
            });
        }

        if (type.AttributeWildcard is { } any && !plan.Attributes.Exists(a => a.Kind == MemberKind.OtherAttributes))
        {
            plan.Attributes.Add(new MemberPlan(
                MemberKind.OtherAttributes, "xs:anyAttribute", string.Empty, names.Take("OtherAttributes"), 0, Particle.Unbounded)
            {
                Namespaces = ContentModel.Namespaces(any.Namespace, ContentModel.TargetNamespace(any)),
            });
        }
    }

    private static int OpenAt(ComplexPlan plan)
    {
        var open = plan.Attributes.FindIndex(a => a.Kind == MemberKind.OtherAttributes);
        return open < 0 ? plan.Attributes.Count : open;
    }

    /// <summary>A free name for a property: not that of the class that it is in, nor of what every class has.</summary>
    public static string Take(NameTable names, string xmlName, ComplexPlan owner, string kind)
    {
        var name = CSharpNames.Type(xmlName);
        return names.Take(name == owner.Name || CSharpNames.Members.Contains(name) ? name + kind : name);
    }

    public string? Fixed(XmlSchemaObject at, SimplePlan? simple, string? value, ComplexPlan owner)
    {
        if (value is null)
        {
            return null;
        }

        var literal = simple is null ? null : NumberLiteral.Fixed(simple, value);
        if (literal is null)
        {
            refusals.Note(at, $"complexType '{owner.XmlName}'", "fixed is not checked");
        }

        return literal;
    }

    public MemberPlan WithType(MemberPlan member, XmlSchemaElement element, string own, string ns)
    {
        switch (element.ElementSchemaType)
        {
            case XmlSchemaComplexType complex when !ContractPlanner.IsRaw(complex):
                return member with { Complex = planner.Complex(complex, own, ns) };
            case XmlSchemaSimpleType simple:
                return member with { Simple = planner.Simple(simple, simple.Name ?? own) };
            default:
                return member;
        }
    }
}
