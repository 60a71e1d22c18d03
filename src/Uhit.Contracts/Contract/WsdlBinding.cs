using System.Xml.Linq;
using static Uhit.Contracts.Contract.WsdlNames;

namespace Uhit.Contracts.Contract;

/// <summary>A document/literal SOAP 1.1 or 1.2 binding: the action of each operation.</summary>
internal sealed record WsdlBinding(string SoapVersion, XNamespace Soap, IReadOnlyDictionary<string, string> Actions)
{
    public static WsdlBinding Read(WsdlNode binding)
    {
        var soap = binding.Element.Element(Soap12 + "binding") is null ? Soap11 : Soap12;
        binding.Attributes("name", "type").Children(soap + "binding", Wsdl + "operation");
        var style = binding.One(soap + "binding")?.Attributes("style", "transport").Children();
        style?.Only("style", "document");
        style?.Only("transport", SoapOverHttp);

        var actions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var operation in binding.All(Wsdl + "operation"))
        {
            operation.Attributes("name").Children(soap + "operation", Wsdl + "input", Wsdl + "output", Wsdl + "fault");
            var detail = operation.One(soap + "operation")?.Attributes("soapAction", "style", "soapActionRequired").Children();
            detail?.Only("style", "document");
            if (detail?.Text("soapAction") is { } action) actions[operation.Name] = action;
            CheckBody(operation.One(Wsdl + "input"), soap);
            CheckBody(operation.One(Wsdl + "output"), soap);
            foreach (var fault in operation.All(Wsdl + "fault"))
                fault.Attributes("name").Children(soap + "fault").One(soap + "fault")?.Attributes("name", "use").Children().Only("use", "literal");
        }
        return new WsdlBinding(soap == Soap11 ? "1.1" : "1.2", soap, actions);
    }

    private static void CheckBody(WsdlNode? message, XNamespace soap) =>
        message?.Attributes("name").Children(soap + "body").One(soap + "body")?.Attributes("use").Children().Only("use", "literal");
}
