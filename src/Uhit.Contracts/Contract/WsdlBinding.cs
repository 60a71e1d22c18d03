using System.Xml;
using System.Xml.Linq;
using static Uhit.Contracts.Contract.WsdlNames;

namespace Uhit.Contracts.Contract;

/// <summary>A SOAP 1.1 or 1.2 binding over HTTP.</summary>
internal sealed class WsdlBinding
{
    private readonly XNamespace _soap;
    private readonly string _style;

    private WsdlBinding(WsdlNode node, XNamespace soap, string style, XmlQualifiedName portType)
    {
        (Node, _soap, _style, PortType) = (node, soap, style, portType);
        IsEncoded = node.Element.Descendants(soap + "body").Any(b => (string?)b.Attribute("use") == "encoded");
    }

    public WsdlNode Node { get; }

    public XmlQualifiedName PortType { get; }

    public bool IsEncoded { get; }

    public bool IsSoap11 => _soap == Soap11;

    public XName AddressName => _soap + "address";

    /// <summary>Null where it is no SOAP over HTTP, which is noted.</summary>
    public static WsdlBinding? Read(WsdlNode binding)
    {
        var soap = binding.Element.Element(Soap11 + "binding") is not null ? Soap11 : Soap12;
        var detail = binding.First(soap + "binding");
        if (detail is null || !IsHttp(detail.Text("transport")))
        {
            if (detail is not null)
            {
                binding.Note($"transport \"{detail.Text("transport")}\" is no HTTP; the binding is left out");
            }

            return null;
        }

        var portType = binding.QName("type");
        return portType is null ? null : new WsdlBinding(binding, soap, detail.Text("style") ?? "document", portType);
    }

    /// <summary>The operations of a name, in order: there are several where it is overloaded.</summary>
    public IEnumerable<WsdlNode> Operations(string name) => Node.All(Wsdl + "operation").Where(o => o.Name == name);

    public string Style(WsdlNode operation) => Detail(operation)?.Text("style") ?? _style;

    public string Action(WsdlNode operation)
    {
        var action = Detail(operation)?.Text("soapAction");
        if (action is null)
        {
            operation.NoteKind("no soapAction is named: it is empty");
        }

        return action ?? string.Empty;
    }

    /// <summary>The soap:body of an input or output, in the first part of a multipart message too.</summary>
    public WsdlNode? Body(WsdlNode? message)
    {
        var body = message?.Element.Descendants(_soap + "body").FirstOrDefault();
        if (body is null)
        {
            return null;
        }

        if (body.Parent!.Name.Namespace == Mime)
        {
            message!.NoteKind("attachments of a multipart message are no part of its body");
        }

        return message! with { Element = body };
    }

    public IEnumerable<WsdlNode> Headers(WsdlNode? message)
    {
        if (message is null)
        {
            return [];
        }

        if (message.Element.Descendants(_soap + "headerfault").Any())
        {
            message.NoteKind("soap:headerfault says nothing to us");
        }

        return message.Element.Descendants(_soap + "header").Select(h => message with { Element = h });
    }

    private WsdlNode? Detail(WsdlNode operation) => operation.First(_soap + "operation");
}
