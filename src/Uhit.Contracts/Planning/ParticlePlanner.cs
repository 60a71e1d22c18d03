using Uhit.Contracts.Messages;

namespace Uhit.Contracts.Planning;

/// <summary>Turns the particles of one type into its properties.</summary>
internal sealed class ParticlePlanner(
    ContractPlanner planner, ComplexPlanner types, GeneratorOptions options, ComplexPlan owner, NameTable names)
{
    public ParticlePlan.Group Root(Particle? particle) => particle switch
    {
        null => ParticlePlan.Group.Empty,
        Particle.Group { Min: 1, Max: 1 } group => Group(group, isRequired: true),
        _ => new ParticlePlan.Group(ElementOrder.Sequence, [Plan(particle, isRequired: true)], 1),
    };

    private ParticlePlan.Group Group(Particle.Group group, bool isRequired)
    {
        var inner = isRequired && group.Min > 0 && group.Order != ElementOrder.Choice;
        return new ParticlePlan.Group(group.Order, group.Items.Select(item => Plan(item, inner)).ToList(), group.Min);
    }

    private ParticlePlan Plan(Particle particle, bool isRequired) => particle switch
    {
        Particle.Element element => new ParticlePlan.Leaf(Element(element, isRequired)),
        Particle.Wildcard any =>
            new ParticlePlan.Leaf(new MemberPlan(MemberKind.Wildcard, "xs:any", string.Empty, names.Take("Any"), any.Min, any.Max)
            {
                Namespaces = any.Namespaces,
                Required = isRequired && any.Min > 0,
            }),
        Particle.Group { Max: > 1 } group => Repeated(group),
        Particle.Group group => Group(group, isRequired),
        _ => throw new ArgumentOutOfRangeException(nameof(particle)),
    };

    private ParticlePlan.Leaf Repeated(Particle.Group group)
    {
        var property = names.Take("Items");
        var plan = planner.Group(owner);
        var once = group with { Min = 1, Max = 1 };
        plan.Root = new ParticlePlanner(planner, types, options, plan, new NameTable([.. CSharpNames.Members, plan.Name])).Root(once);
        return new ParticlePlan.Leaf(
            new MemberPlan(MemberKind.Group, string.Empty, string.Empty, property, group.Min, group.Max) { Complex = plan },
            once.IsEmptiable);
    }

    private MemberPlan Element(Particle.Element particle, bool isRequired)
    {
        var element = particle.Declaration;
        var key = $"{owner.Name}/{element.Name}";
        var isStreamed = options.Streamed.Contains(key);
        if (isStreamed)
        {
            types.Streamed.Add(key);
        }

        var property = ComplexPlanner.Take(names, element.Name!, owner, "Element");
        var required = isRequired && particle.Min > 0;
        var member = new MemberPlan(
            MemberKind.Element, element.Name!, element.QualifiedName.Namespace, property, particle.Min, particle.Max)
        {
            Required = required,
            Streamed = isStreamed,
            Documentation = Documentation.Of(element) ?? Documentation.Of(element.ElementSchemaType),
        };
        member = types.WithType(member, element, owner.Name + CSharpNames.Type(element.Name!), owner.Namespace);
        if (member.IsRaw)
        {
            return member;
        }

        var isNillable = element.IsNillable && !isStreamed;
        return member with
        {
            Nillable = isNillable,
            NilProperty = isNillable && !required && particle.Max == 1 ? names.Take(property + "IsNil") : null,
            Default = element.DefaultValue,
            Fixed = types.Fixed(element, member.Simple, element.FixedValue, owner),
        };
    }
}
