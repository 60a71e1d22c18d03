using System.Xml;
using System.Xml.Schema;
using Uhit.Contracts.Contract;

namespace Uhit.Contracts.Planning;

/// <summary>Decides what is written: the C# types of a contract, their members, and what is streamed.</summary>
internal sealed class ContractPlanner(ContractModel contract, GeneratorOptions options, Refusals refusals)
{
    private readonly Dictionary<XmlSchemaType, ComplexPlan> _complex = [];
    private readonly Dictionary<XmlSchemaType, SimplePlan?> _simple = [];
    private readonly List<(XmlSchemaComplexType Type, ComplexPlan Plan)> _open = [];
    private readonly List<RootPlan> _roots = [];
    private readonly HashSet<string> _streamed = new(StringComparer.Ordinal);
    private readonly SimplePlanner _simplePlanner = new(refusals);

    public static ContractPlan Plan(ContractModel contract, GeneratorOptions options, Refusals refusals) =>
        new ContractPlanner(contract, options, refusals).Plan();

    private ContractPlan Plan()
    {
        var schemas = contract.Schemas;
        foreach (var element in schemas.GlobalElements.Values.Cast<XmlSchemaElement>().OrderBy(e => e.QualifiedName.ToString(), StringComparer.Ordinal))
        {
            if (element.SchemaType is XmlSchemaComplexType anonymous)
                Open(anonymous, CSharpNames.Type(element.Name!), element.Name!, element.QualifiedName.Namespace, isMessage: true);
        }
        foreach (var type in schemas.GlobalTypes.Values.Cast<XmlSchemaType>().OrderBy(t => t.QualifiedName.ToString(), StringComparer.Ordinal))
        {
            if (type is XmlSchemaComplexType complex && type.QualifiedName.Namespace != XmlSchema.Namespace)
                Open(complex, CSharpNames.Type(type.Name!), type.Name!, type.QualifiedName.Namespace, isMessage: false);
            else if (type is XmlSchemaSimpleType simple)
                Simple(simple, type.Name!);
        }
        foreach (var element in schemas.GlobalElements.Values.Cast<XmlSchemaElement>().OrderBy(e => e.QualifiedName.ToString(), StringComparer.Ordinal))
        {
            if (element.SchemaType is null && element.ElementSchemaType is XmlSchemaComplexType named)
                _roots.Add(new RootPlan(CSharpNames.Type(element.Name!) + "Element", element.Name!, element.QualifiedName.Namespace, _complex[named]));
        }
        // Filling one type may open others: the anonymous types of its elements.
        for (var i = 0; i < _open.Count; i++) Fill(_open[i].Type, _open[i].Plan);

        var plan = new ContractPlan(
            contract.Services.OrderBy(s => s.Name, StringComparer.Ordinal).ToList(),
            _open.Select(o => o.Plan).OrderBy(p => p.Name, StringComparer.Ordinal).ToList(),
            _simple.Values.OfType<SimplePlan>().Where(p => p.Name is not null).OrderBy(p => p.Name, StringComparer.Ordinal).ToList(),
            _roots);
        PlanChecks.Check(plan, options, _streamed, refusals);
        return plan;
    }

    private ComplexPlan Open(XmlSchemaComplexType type, string name, string xmlName, string ns, bool isMessage)
    {
        var plan = new ComplexPlan(name, xmlName, ns, options.Structs.Contains(name), isMessage) { Types = type.Name ?? string.Empty };
        _complex.Add(type, plan);
        _open.Add((type, plan));
        return plan;
    }

    private SimplePlan? Simple(XmlSchemaSimpleType type, string xmlName)
    {
        if (SimplePlanner.BuiltIn(type) is { } builtIn) return builtIn;
        if (!_simple.TryGetValue(type, out var plan))
            _simple[type] = plan = _simplePlanner.Plan(type, CSharpNames.Type(xmlName), $"simpleType '{xmlName}'");
        return plan;
    }

    private void Fill(XmlSchemaComplexType type, ComplexPlan plan)
    {
        if (type.Particle is not XmlSchemaSequence sequence) return;
        foreach (var element in sequence.Items.Cast<XmlSchemaElement>())
        {
            var key = $"{plan.Name}/{element.Name}";
            var streamed = options.Streamed.Contains(key);
            if (streamed) _streamed.Add(key);
            var max = element.MaxOccurs > int.MaxValue ? int.MaxValue : (int)element.MaxOccurs;
            var member = new ElementPlan(
                element.Name!, element.QualifiedName.Namespace, CSharpNames.Property(element.Name!, plan.Name), (int)element.MinOccurs, max, streamed);
            if (plan.Elements.Exists(e => e.Property == member.Property))
                refusals.Add(element, $"complexType '{plan.XmlName}'", $"two elements become the name {member.Property}");
            plan.Elements.Add(WithType(member, element, plan));
        }
    }

    private ElementPlan WithType(ElementPlan member, XmlSchemaElement element, ComplexPlan owner)
    {
        var own = owner.Name + CSharpNames.Type(element.Name!);
        var isBuiltIn = element.SchemaTypeName.Namespace == XmlSchema.Namespace;
        if (element.ElementSchemaType is XmlSchemaComplexType complex && !isBuiltIn)
            return member with { Complex = _complex.GetValueOrDefault(complex) ?? Open(complex, own, element.Name!, owner.Namespace, isMessage: false) };

        var simple = element.ElementSchemaType is XmlSchemaSimpleType type && (!isBuiltIn || SimplePlanner.BuiltIn(type) is not null)
            ? Simple(type, element.SchemaType is null ? element.SchemaTypeName.Name : own)
            : null;
        if (simple is null && isBuiltIn)
            refusals.Add(element, $"complexType '{owner.XmlName}' element '{element.Name}'", $"xs:{element.SchemaTypeName.Name} is not supported");
        // What was refused already goes on as text, so that all else is told too.
        return member with { Simple = simple ?? new SimplePlan(SimpleKind.Token) };
    }
}
