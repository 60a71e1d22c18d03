using System.Xml;
using System.Xml.Linq;
using static Uhit.Contracts.Contract.WsdlNames;

namespace Uhit.Contracts.Contract;

/// <summary>Reads port types with their document/literal SOAP bindings; anything else is refused by name.</summary>
internal static class WsdlServices
{
    public static IEnumerable<ServiceModel> Read(WsdlNode root, string? bindingName, Refusals refusals)
    {
        root.Attributes("name", "targetNamespace")
            .Children(Wsdl + "types", Wsdl + "message", Wsdl + "portType", Wsdl + "binding", Wsdl + "service");
        var ns = root.Text("targetNamespace");
        if (ns is null) yield break;

        var messages = WsdlMessages.Read(root, ns);
        var bindings = root.All(Wsdl + "binding").Where(b => bindingName is null || b.Name == bindingName).ToList();
        foreach (var portType in root.All(Wsdl + "portType"))
        {
            portType.Attributes("name").Children(Wsdl + "operation");
            var own = bindings.Where(b => b.QName("type")?.Name == portType.Name).ToList();
            if (own.Count != 1)
            {
                portType.Refuse(own.Count == 0 ? "it has no binding" : "it has several bindings: choose one with --binding NAME");
                continue;
            }
            var binding = WsdlBinding.Read(own[0]);
            var operations = portType.All(Wsdl + "operation").Select(o => ReadOperation(o, binding, messages)).OfType<OperationModel>().ToList();
            foreach (var extra in binding.Actions.Keys.Where(name => operations.TrueForAll(o => o.Name != name)))
                own[0].Refuse($"operation '{extra}' is not in the port type");
            yield return new ServiceModel(
                portType.File, portType.Line, portType.Name, ns, binding.SoapVersion, ReadAddress(root, own[0].Name, binding.Soap, bindingName), operations);
        }
    }

    private static OperationModel? ReadOperation(WsdlNode operation, WsdlBinding binding, Dictionary<string, XmlQualifiedName> messages)
    {
        operation.Attributes("name").Children(Wsdl + "input", Wsdl + "output", Wsdl + "fault");
        var order = operation.Element.Elements().Where(e => e.Name != Wsdl + "documentation").Select(e => e.Name.LocalName).ToList();
        if (order is not ["input", "output", ..])
        {
            operation.Refuse("only request-response operations are supported: wsdl:input, then wsdl:output");
            return null;
        }
        var input = Message(operation.One(Wsdl + "input"));
        var output = Message(operation.One(Wsdl + "output"));
        var faults = operation.All(Wsdl + "fault").Select(Message).ToList();
        if (!binding.Actions.TryGetValue(operation.Name, out var action))
        {
            operation.Refuse("it is not in the binding");
            return null;
        }
        if (input is null || output is null || faults.Contains(null)) return null;
        return new OperationModel(operation.Name, action, input, output, faults.OfType<XmlQualifiedName>().ToList());

        XmlQualifiedName? Message(WsdlNode? node)
        {
            var name = node?.Attributes("name", "message").QName("message");
            if (name is null) return null;
            if (messages.TryGetValue(name.Name, out var element)) return element;
            node!.Refuse($"message '{name.Name}' does not exist, or is not supported");
            return null;
        }
    }

    private static string? ReadAddress(WsdlNode root, string binding, XNamespace soap, string? bindingName)
    {
        string? address = null;
        foreach (var service in root.All(Wsdl + "service"))
        {
            service.Attributes("name").Children(Wsdl + "port");
            foreach (var port in service.All(Wsdl + "port"))
            {
                if (port.QName("binding")?.Name != binding)
                {
                    if (bindingName is null && root.All(Wsdl + "binding").All(b => b.Name != port.QName("binding")?.Name)) port.Refuse("its binding does not exist");
                    continue;
                }
                if (address is not null) port.Refuse("a second port of the same binding is not supported");
                port.Attributes("name", "binding").Children(soap + "address");
                address = port.One(soap + "address")?.Attributes("location").Text("location");
            }
        }
        return address;
    }
}
