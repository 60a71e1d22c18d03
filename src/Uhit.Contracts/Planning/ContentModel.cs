using System.Xml.Schema;

namespace Uhit.Contracts.Planning;

/// <summary>Turns what a schema says of the content of an element into particles in their simplest form.</summary>
/// <remarks>References are followed, groups put in, heads of substitution groups become a choice, and what
/// is around one particle only is taken away.</remarks>
internal sealed class ContentModel(XmlSchemaSet schemas, Action<XmlSchemaObject, string> note)
{
    private readonly ILookup<System.Xml.XmlQualifiedName, XmlSchemaElement> _members = schemas.GlobalElements.Values
        .Cast<XmlSchemaElement>()
        .Where(element => !element.SubstitutionGroup.IsEmpty)
        .OrderBy(element => element.QualifiedName.ToString(), StringComparer.Ordinal)
        .ToLookup(element => element.SubstitutionGroup);

    /// <summary>The particle, or null where it stands for nothing.</summary>
    public Particle? Read(XmlSchemaParticle? particle)
    {
        if (particle is null || particle.MaxOccurs == 0)
        {
            return null;
        }

        var (min, max) = (Particle.Count(particle.MinOccurs), Particle.Count(particle.MaxOccurs));
        return particle switch
        {
            XmlSchemaGroupRef group => group.Particle is { } inner ? Around(Group(inner, 1, 1), min, max) : null,
            XmlSchemaGroupBase group => Group(group, min, max),
            XmlSchemaElement element => Element(element, min, max),
            XmlSchemaAny any => new Particle.Wildcard(Namespaces(any.Namespace, TargetNamespace(any)), min, max),
            _ => null,
        };
    }

    /// <summary>The namespaces that a wildcard allows, as <see cref="Particle.Wildcard"/> says them.</summary>
    public static string Namespaces(string? text, string target)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text) || text == "##any")
        {
            return "*";
        }

        if (text == "##other")
        {
            return "!" + target;
        }

        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(name => name == "##targetNamespace" ? (target.Length == 0 ? "##local" : target) : name)
            .Distinct(StringComparer.Ordinal));
    }

    public static string TargetNamespace(XmlSchemaObject at)
    {
        for (var node = at; node is not null; node = node.Parent)
        {
            if (node is XmlSchema schema)
            {
                return schema.TargetNamespace ?? string.Empty;
            }
        }

        return string.Empty;
    }

    private Particle? Element(XmlSchemaElement use, int min, int max)
    {
        if (use.RefName.Namespace == XmlSchema.Namespace)
        {
            return new Particle.Wildcard(XmlSchema.Namespace, min, max);
        }

        var declaration = use.RefName.IsEmpty ? use : schemas.GlobalElements[use.RefName] as XmlSchemaElement ?? use;
        if (use.RefName.IsEmpty)
        {
            return new Particle.Element(use, min, max);
        }

        var choices = new List<Particle>();
        AddSubstitutes(declaration, choices, []);
        if (choices.Count == 0)
        {
            note(use, $"element '{declaration.Name}' is abstract and nothing stands for it: it can't come");
        }

        return Simplest(ElementOrder.Choice, choices, min, max);
    }

    private void AddSubstitutes(XmlSchemaElement head, List<Particle> choices, HashSet<XmlSchemaElement> seen)
    {
        if (!seen.Add(head))
        {
            return;
        }

        if (!head.IsAbstract)
        {
            choices.Add(new Particle.Element(head, 1, 1));
        }

        foreach (var member in _members[head.QualifiedName])
        {
            AddSubstitutes(member, choices, seen);
        }
    }

    private Particle? Group(XmlSchemaGroupBase group, int min, int max)
    {
        var order = group switch
        {
            XmlSchemaChoice => ElementOrder.Choice,
            XmlSchemaAll => ElementOrder.All,
            _ => ElementOrder.Sequence,
        };
        var items = new List<Particle>();
        var canBeNothing = false;
        foreach (var item in group.Items.OfType<XmlSchemaParticle>())
        {
            if (Read(item) is not { } particle)
            {
                // An alternative that holds nothing can be chosen too.
                canBeNothing |= item.MaxOccurs == 0 || item is XmlSchemaGroupBase { Items.Count: 0 };
                continue;
            }

            if (particle is Particle.Group { Min: 1, Max: 1 } inner && inner.Order == order && order != ElementOrder.All)
            {
                items.AddRange(inner.Items);
            }
            else
            {
                items.Add(particle);
            }
        }

        return Simplest(order, items, canBeNothing && order == ElementOrder.Choice ? 0 : min, max);
    }

    private static Particle? Around(Particle? inner, int min, int max) =>
        inner is null ? null : Simplest(ElementOrder.Sequence, [inner], min, max);

    private static Particle? Simplest(ElementOrder order, List<Particle> items, int min, int max)
    {
        if (items.Count == 0)
        {
            return null;
        }

        if (items.Count == 1)
        {
            return items[0].Repeated(min, max);
        }

        var group = new Particle.Group(order, items, min, max);
        // What may be left out as a whole and piece by piece need not be a group for that.
        return order != ElementOrder.Choice && max == 1 && items.TrueForAll(item => item.IsEmptiable) ? group with { Min = 1 } : group;
    }
}
