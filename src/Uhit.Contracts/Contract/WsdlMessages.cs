using System.Xml;
using static Uhit.Contracts.Contract.WsdlNames;

namespace Uhit.Contracts.Contract;

/// <summary>The messages by name: each is one global element.</summary>
internal static class WsdlMessages
{
    public static Dictionary<string, XmlQualifiedName> Read(WsdlNode root, string ns)
    {
        var messages = new Dictionary<string, XmlQualifiedName>(StringComparer.Ordinal);
        foreach (var message in root.All(Wsdl + "message"))
        {
            message.Attributes("name").Children(Wsdl + "part");
            var parts = message.All(Wsdl + "part").ToList();
            if (parts.Count != 1)
            {
                message.Refuse(parts.Count == 0 ? "a message without a part is not supported" : "a message of several parts is not supported");
                continue;
            }
            if (parts[0].Element.Attribute("type") is not null)
            {
                parts[0].Refuse("a part with a type (RPC) is not supported, only one with an element");
                continue;
            }
            if (parts[0].Attributes("name", "element").Children().QName("element") is { } element) messages[message.Name] = element;
        }
        return messages;
    }
}
