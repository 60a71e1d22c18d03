using System.Xml.Schema;
using Uhit.Contracts.Contract;
using Uhit.Contracts.Emit;

namespace Uhit.Contracts.Planning;

/// <summary>Decides what is written: the C# types of a contract and their names.</summary>
internal sealed class ContractPlanner
{
    private readonly ContractModel _contract;
    private readonly GeneratorOptions _options;
    private readonly Refusals _refusals;
    // Each type is a file, and some disks don't tell capitals from small letters. A class can't have the name of one of its members.
    private readonly NameTable _names = new([.. CSharpNames.Reserved, .. CSharpNames.Members], ignoreCase: true);
    private readonly HashSet<string> _renamed = new(StringComparer.Ordinal);
    private readonly Dictionary<XmlSchemaType, ComplexPlan> _complex = [];
    private readonly Dictionary<XmlSchemaType, SimplePlan> _simple = [];
    private readonly List<ComplexPlan> _plans = [];
    private readonly Queue<(XmlSchemaComplexType Type, ComplexPlan Plan)> _open = new();
    private readonly HashSet<XmlSchemaType> _filled = [];
    private readonly SimplePlanner _simplePlanner;
    private readonly ComplexPlanner _complexPlanner;

    private ContractPlanner(ContractModel contract, GeneratorOptions options, Refusals refusals)
    {
        _contract = contract;
        _options = options;
        _refusals = refusals;
        _simplePlanner = new SimplePlanner(Simple, options.IsUtc, refusals);
        foreach (var service in contract.Services)
        {
            _names.TakeAll(new ServiceEmitter(service, options).Names);
        }

        _complexPlanner = new ComplexPlanner(this, contract.Schemas, options, refusals);
    }

    public static ContractPlan Plan(ContractModel contract, GeneratorOptions options, Refusals refusals) =>
        new ContractPlanner(contract, options, refusals).Plan();

    /// <summary>Whether an element of the type is kept as XML: anything can be in it, or text between its elements.</summary>
    public static bool IsRaw(XmlSchemaComplexType type) =>
        type.QualifiedName.Namespace == XmlSchema.Namespace || type.ContentType == XmlSchemaContentType.Mixed;

    /// <summary>The plan of a complex type, whose members may not be known yet.</summary>
    /// <param name="type">The type.</param>
    /// <param name="name">What it is called if it has no name of its own.</param>
    /// <param name="ns">Its namespace then.</param>
    public ComplexPlan Complex(XmlSchemaComplexType type, string name, string ns) =>
        _complex.GetValueOrDefault(type) ?? Open(type, name, type.Name ?? name, ns, isMessage: false);

    /// <summary>The plan of the type that this one extends or restricts, with its members; null where that is anything.</summary>
    public ComplexPlan? BaseOf(XmlSchemaComplexType type)
    {
        if (type.BaseXmlSchemaType is not XmlSchemaComplexType parent || IsRaw(parent))
        {
            return null;
        }

        var plan = Complex(parent, parent.Name ?? "Base", parent.QualifiedName.Namespace);
        Fill(parent, plan);
        return plan;
    }

    public SimplePlan Simple(XmlSchemaSimpleType type, string xmlName)
    {
        if (BuiltInTypes.Plan(type, _options.IsUtc) is { } builtIn)
        {
            return builtIn;
        }

        if (_simple.TryGetValue(type, out var known))
        {
            return known;
        }

        var wanted = Wanted(xmlName, type.QualifiedName.Namespace);
        var component = $"simpleType '{type.Name ?? xmlName}'";
        // The first look says whether the name is that of a type, or only of a class beside.
        var isEnumeration = _simplePlanner.Plan(type, wanted, component).Kind == SimpleKind.Enumeration;
        var name = isEnumeration ? _names.Take(wanted, "*Lexical") : _names.TakeBeside(wanted, "*Lexical");
        return _simple[type] = _simplePlanner.Plan(type, name, component);
    }

    /// <summary>A class for particles that repeat together.</summary>
    public ComplexPlan Group(ComplexPlan owner)
    {
        var plan = new ComplexPlan(_names.Take(owner.Name + "Item"), owner.XmlName, owner.Namespace) { IsGroup = true };
        _plans.Add(plan);
        return plan;
    }

    private ContractPlan Plan()
    {
        var elements = _contract.Schemas.GlobalElements.Values.Cast<XmlSchemaElement>()
            .OrderBy(e => e.QualifiedName.ToString(), StringComparer.Ordinal).ToList();
        foreach (var element in elements)
        {
            if (element.SchemaType is XmlSchemaComplexType anonymous && !IsRaw(anonymous))
            {
                Open(anonymous, element.Name!, element.Name!, element.QualifiedName.Namespace, isMessage: true);
            }
        }

        foreach (var type in _contract.Schemas.GlobalTypes.Values.Cast<XmlSchemaType>().OrderBy(
            t => t.QualifiedName.ToString(), StringComparer.Ordinal))
        {
            if (type.QualifiedName.Namespace == XmlSchema.Namespace)
            {
                continue;
            }

            if (type is XmlSchemaComplexType complex && !IsRaw(complex))
            {
                Complex(complex, type.Name!, type.QualifiedName.Namespace);
            }
            else if (type is XmlSchemaSimpleType simple)
            {
                Simple(simple, type.Name!);
            }
        }

        var roots = elements.Where(element => element.SchemaType is not XmlSchemaComplexType anonymous || IsRaw(anonymous))
            .Select(element => new ContractPlan.Root(
                _names.Take(Wanted(element.Name!, element.QualifiedName.Namespace) + "Element"), _complexPlanner.Root(element))).ToList();
        // Filling one type may open others: the anonymous types of its elements.
        while (_open.TryDequeue(out var next))
        {
            Fill(next.Type, next.Plan);
        }

        ComplexPlanner.Finish(_plans);
        foreach (var unknown in _options.Names.Keys.Except(_renamed).Order(StringComparer.Ordinal))
        {
            _refusals.Add("--name", 0, unknown, "there is no such type or element");
        }

        var plan = new ContractPlan(
            _contract.Services.OrderBy(s => s.Name, StringComparer.Ordinal).ToList(),
            _plans.OrderBy(p => p.Name, StringComparer.Ordinal).ToList(),
            _simple.Values.OrderBy(p => p.Name, StringComparer.Ordinal).ToList(),
            roots);
        PlanChecks.Check(plan, _options, _complexPlanner.Streamed, _refusals);
        return plan;
    }

    private ComplexPlan Open(XmlSchemaComplexType type, string name, string xmlName, string ns, bool isMessage)
    {
        var wanted = Wanted(name, ns);
        var plan = new ComplexPlan(_names.Take(wanted, "I*Handler"), xmlName, ns)
        {
            IsStruct = _options.Structs.Contains(wanted),
            IsMessage = isMessage,
            IsAbstract = type.IsAbstract,
            IsNamed = type.Name is not null,
            Types = type.Name ?? string.Empty,
        };
        _complex.Add(type, plan);
        _plans.Add(plan);
        _open.Enqueue((type, plan));
        return plan;
    }

    /// <summary>The C# name that is asked for, or the one that the contract's becomes.</summary>
    private string Wanted(string xmlName, string ns)
    {
        foreach (var name in (string[])[$"{{{ns}}}{xmlName}", xmlName])
        {
            if (!_options.Names.TryGetValue(name, out var wanted))
            {
                continue;
            }

            _renamed.Add(name);
            return wanted;
        }

        return CSharpNames.Type(xmlName);
    }

    private void Fill(XmlSchemaComplexType type, ComplexPlan plan)
    {
        if (_filled.Add(type))
        {
            _complexPlanner.Fill(type, plan);
        }
    }
}
