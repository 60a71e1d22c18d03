using System.Xml.Schema;

namespace Uhit.Contracts.Planning;

/// <summary>Turns a simple type with all the types that it restricts into a plan.</summary>
internal sealed class SimplePlanner(Func<XmlSchemaSimpleType, string, SimplePlan> planOther, bool isUtc, Refusals refusals)
{
    /// <summary>The plan of a type of the contract.</summary>
    /// <param name="type">The type.</param>
    /// <param name="name">Its name in C#.</param>
    /// <param name="component">How it is called where something is told about it.</param>
    public SimplePlan Plan(XmlSchemaSimpleType type, string name, string component)
    {
        var steps = new Stack<XmlSchemaSimpleType>();
        var at = type;
        // A restriction goes on with what it restricts; a list and a union are where that ends.
        for (; at is { Content: XmlSchemaSimpleTypeRestriction }
            && at.QualifiedName.Namespace != XmlSchema.Namespace; at = at.BaseXmlSchemaType as XmlSchemaSimpleType)
        {
            steps.Push(at);
        }

        var plan = Start(at, name) with
        {
            Name = name,
            XmlName = type.Name ?? name,
            Types = string.Join(' ', steps.Reverse().Append(at).Select(step => step?.Name).OfType<string>()),
        };
        var facets = new FacetPlanner(component, refusals);
        foreach (var step in steps)
        {
            if (step.Content is XmlSchemaSimpleTypeRestriction restriction)
            {
                plan = facets.Restrict(plan, restriction);
            }
        }

        return facets.Close(plan, type);
    }

    private SimplePlan Start(XmlSchemaSimpleType? type, string name)
    {
        if (type is null)
        {
            return new SimplePlan(SimpleKind.Preserved);
        }

        if (BuiltInTypes.Plan(type, isUtc) is { } builtIn)
        {
            return builtIn;
        }

        return type.Content switch
        {
            XmlSchemaSimpleTypeList { BaseItemType: { } item } =>
                new SimplePlan(SimpleKind.List) { Item = planOther(item, item.Name ?? name + "Item") },
            XmlSchemaSimpleTypeUnion { BaseMemberTypes: { } members } => Union(members, name),
            _ => new SimplePlan(SimpleKind.Token),
        };
    }

    // What came is kept as text. It is checked where all members are texts: what else may stand there is for the reader of the text to say.
    private SimplePlan Union(XmlSchemaSimpleType[] types, string name)
    {
        var members = types.Select(type => planOther(type, type.Name ?? name + "Member")).ToList();
        var isChecked = members.TrueForAll(member => (member.IsText && member.Members.Count == 0) || member.Kind == SimpleKind.Enumeration);
        return new SimplePlan(SimpleKind.Token) { Members = isChecked ? members : [] };
    }
}
