using System.Xml;
using Uhit.Contracts.Planning;
using static Uhit.Contracts.Contract.WsdlNames;

namespace Uhit.Contracts.Contract;

/// <summary>Reads the port types, each through the binding that is chosen for it.</summary>
internal sealed class WsdlServices(WsdlDocuments documents, ReadingOptions options, RpcWrappers wrappers, Refusals refusals)
{
    private readonly WsdlMessages _messages = new(documents, wrappers);

    public List<ServiceModel> Read()
    {
        var bindings = documents.Declared("binding").Select(WsdlBinding.Read).OfType<WsdlBinding>().ToList();
        foreach (var missing in options.Bindings.Where(name => bindings.TrueForAll(b => b.Node.Name != name)))
        {
            refusals.Add("--binding", 0, missing, "there is no SOAP binding of this name");
        }

        var isAbstract = !documents.Declared("binding").Any();
        var services = new List<ServiceModel>();
        foreach (var portType in documents.Declared("portType"))
        {
            var own = bindings.Where(b => documents.Find("portType", b.PortType, b.Node) == portType).ToList();
            var binding = Choose(portType, own);
            if (binding is null && !isAbstract)
            {
                portType.Note("it has no SOAP binding over HTTP, and is left out");
                continue;
            }

            if (isAbstract)
            {
                portType.Note("nothing binds it: document/literal over SOAP 1.1 is assumed");
            }

            services.Add(ReadService(portType, binding, services));
        }

        Check(services, bindings);
        return services;
    }

    /// <summary>The one that is asked for, else SOAP 1.1 before 1.2, and of equal ones the first that has an address.</summary>
    private WsdlBinding? Choose(WsdlNode portType, List<WsdlBinding> own)
    {
        var asked = own.Where(b => options.Bindings.Contains(b.Node.Name)).ToList();
        var ranked = (asked.Count > 0 ? asked : own).OrderBy(b => b.IsEncoded)
            .ThenBy(b => !b.IsSoap11)
            .ThenBy(b => Address(b) is null).ToList();
        if (ranked.Count > 1)
        {
            portType.Note(
                $"binding '{ranked[0].Node.Name}' is taken, not {string.Join(", ", ranked.Skip(1).Select(b => $"'{b.Node.Name}'"))}: "
                    + "choose with --binding");
        }

        if (ranked.Count > 0 && ranked[0].IsEncoded)
        {
            ranked[0].Node.Refuse("use=\"encoded\" (RPC/encoded) is not supported: ask for a literal binding");
        }

        return ranked.FirstOrDefault();
    }

    private ServiceModel ReadService(WsdlNode portType, WsdlBinding? binding, List<ServiceModel> before)
    {
        var operations = new List<OperationModel>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        // Encoded messages are refused as a whole.
        foreach (var operation in binding is { IsEncoded: true } ? [] : portType.All(Wsdl + "operation"))
        {
            var index = seen[operation.Name] = seen.GetValueOrDefault(operation.Name, -1) + 1;
            if (options.Operations.Count > 0 && !options.Operations.Contains(operation.Name))
            {
                continue;
            }

            var bound = binding?.Operations(operation.Name).ElementAtOrDefault(index);
            if (bound is null && binding is not null)
            {
                operation.Note("it is not in the binding, and is left out");
            }
            else if (ReadOperation(operation, bound, binding, Unique(operation.Name, operations.Select(o => o.Name))) is { } model)
            {
                operations.Add(model);
            }
        }

        return new ServiceModel(
            portType.File, Unique(portType.Name, before.Select(s => s.Name)), portType.TargetNamespace,
            binding?.Node.Name ?? string.Empty,
            binding is { IsSoap11: false } ? "1.2" : "1.1", binding is null ? null : Address(binding), operations)
        {
            Wsdl = binding is null ? portType.File : Ports(binding).Select(p => p.File).FirstOrDefault() ?? binding.Node.File,
        };
    }

    private OperationModel? ReadOperation(WsdlNode operation, WsdlNode? bound, WsdlBinding? binding, string name)
    {
        var first = operation.Element.Elements().Select(e => e.Name).FirstOrDefault(n => n == Wsdl + "input" || n == Wsdl + "output");
        if (first != Wsdl + "input")
        {
            operation.Note("it begins with what the service sends, which SOAP over HTTP does not say how to do; it is left out");
            return null;
        }

        var isRpc = bound is not null && binding!.Style(bound) == "rpc";
        var input = _messages.Read(operation.First(Wsdl + "input")!, bound?.First(Wsdl + "input"), binding, isRpc ? operation.Name : null);
        var answer = operation.First(Wsdl + "output");
        var output = answer is null
            ? null
            : _messages.Read(answer, bound?.First(Wsdl + "output"), binding, isRpc ? operation.Name + "Response" : null);
        if (input is null || (answer is not null && output is null))
        {
            return null;
        }

        return new OperationModel(
            operation.File, operation.Line, name, bound is null ? string.Empty : binding!.Action(bound), isRpc ? "rpc" : "document", input,
            output, operation.All(Wsdl + "fault").Select(Fault).OfType<XmlQualifiedName>().Distinct().ToList());
    }

    private XmlQualifiedName? Fault(WsdlNode fault)
    {
        if (_messages.Find(fault) is not { } message)
        {
            fault.Note("its message does not exist, and the fault is left out");
            return null;
        }

        var part = message.First(Wsdl + "part");
        if (part?.Text("element") is not null)
        {
            return part.QName("element");
        }

        fault.Note("its message has no element, and is left out");
        return null;
    }

    private string? Address(WsdlBinding binding) =>
        Ports(binding).Select(p => p.First(binding.AddressName)?.Text("location")).FirstOrDefault(a => a is not null);

    private IEnumerable<WsdlNode> Ports(WsdlBinding binding) => documents.Declared("service").SelectMany(s => s.All(Wsdl + "port"))
        .Where(p => p.Text("binding") is not null && p.QName("binding") is { } name && documents.Find("binding", name, p) == binding.Node);

    private void Check(List<ServiceModel> services, List<WsdlBinding> bindings)
    {
        foreach (var missing in options.Operations.Where(name => services.TrueForAll(s => s.Operations.All(o => o.Name != name))))
        {
            refusals.Add("--operation", 0, missing, "there is no operation of this name");
        }

        if (services.Count > 0 || refusals.Any)
        {
            return;
        }

        foreach (var binding in bindings)
        {
            binding.Node.Refuse($"its port type '{binding.PortType.Name}' is not there: name the WSDL that holds it too");
        }

        if (bindings.Count > 0)
        {
            return;
        }

        var others = string.Join(", ", documents.Declared("binding").Select(b => $"'{b.Name}'"));
        if (documents.All.Count == 0)
        {
            refusals.Add("WSDL", 0, "wsdl:definitions", "no WSDL is named: name the file with the SOAP binding, not its schemas alone");
        }
        else
        {
            refusals.Add(documents.All[0].File, documents.All[0].Line, "wsdl:definitions", "no port type has a SOAP binding over "
                + $"HTTP{(others.Length > 0 ? ", only " + others : string.Empty)}: ask for a WSDL with one");
        }
    }

    /// <summary>A name that no other has, as C# and as a file: a number is added where one before it has the same.</summary>
    private static string Unique(string name, IEnumerable<string> taken)
    {
        var names = taken.Select(CSharpNames.Type).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var candidate = name;
        for (var i = 2; names.Contains(CSharpNames.Type(candidate)); i++)
        {
            candidate = name + i;
        }

        return candidate;
    }
}
