using System.Xml;
using static Uhit.Contracts.Contract.WsdlNames;

namespace Uhit.Contracts.Contract;

/// <summary>Reads what a message of an operation holds, by its parts and the binding of them.</summary>
internal sealed class WsdlMessages(WsdlDocuments documents, RpcWrappers wrappers)
{
    /// <summary>Null where it cannot be read, which is refused.</summary>
    /// <param name="message">The input or output of the port type's operation.</param>
    /// <param name="bound">The same of the binding's.</param>
    /// <param name="binding">The binding.</param>
    /// <param name="rpcName">The name of the wrapper in RPC/literal; null for document/literal.</param>
    public MessageModel? Read(WsdlNode message, WsdlNode? bound, WsdlBinding? binding, string? rpcName)
    {
        if (Message(message) is not { } declared)
        {
            return null;
        }

        var parts = declared.All(Wsdl + "part").ToList();
        var headers = (binding?.Headers(bound) ?? []).Where(h => IsThere(h, declared)).Select(h => Header(h, declared)).ToList();
        var body = binding?.Body(bound);
        var own = headers.Where(h => h?.Message == declared.QualifiedName).Select(h => h!.Model.Part);
        var named = body?.Text("parts")?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var attached = Attached(bound);
        var inBody = named is null
            ? parts.Where(p => !own.Contains(p.Name) && !attached.Contains(p.Name)).ToList()
            : parts.Where(p => named.Contains(p.Name)).ToList();
        foreach (var missing in (named ?? []).Where(n => parts.TrueForAll(p => p.Name != n)))
        {
            body!.Refuse($"part '{missing}' is not in message '{declared.Name}'");
        }

        IReadOnlyList<XmlQualifiedName>? elements = rpcName is null
            ? Document(inBody)
            : [wrappers.Add(Namespace(body, message), rpcName, inBody)];
        return elements is null || headers.Contains(null)
            ? null
            : new MessageModel(elements, [.. headers.Select(h => h!.Model)]);
    }

    /// <summary>The message that an attribute names; null where it is not there, which nobody is told.</summary>
    public WsdlNode? Find(WsdlNode reference) => reference.QName("message") is { } name ? documents.Find("message", name, reference) : null;

    private WsdlNode? Message(WsdlNode reference)
    {
        if (reference.QName("message") is not { } name)
        {
            return null;
        }

        var message = documents.Find("message", name, reference);
        if (message is null)
        {
            reference.Refuse($"message '{name.Name}' does not exist");
        }

        return message;
    }

    /// <summary>A header block whose message or part is not there says nothing of what it holds; the body is sound without it.</summary>
    private bool IsThere(WsdlNode header, WsdlNode ownMessage)
    {
        var message = header.Text("message") is null ? ownMessage : Find(header);
        if (message?.All(Wsdl + "part").Any(p => p.Name == header.Text("part")) == true)
        {
            return true;
        }

        header.Note(message is null
            ? $"message '{header.Text("message")}' does not exist, and the header block is left out"
            : $"part '{header.Text("part")}' is not in message '{message.Name}', and the header block is left out");
        return false;
    }

    private static List<XmlQualifiedName>? Document(List<WsdlNode> parts)
    {
        foreach (var part in parts.Where(p => p.Text("element") is null))
        {
            part.Refuse("a part with a type in a document/literal message is not supported: it needs an element");
        }

        var names = parts.Where(p => p.Text("element") is not null).Select(p => p.QName("element")).ToList();
        return names.Contains(null) || names.Count < parts.Count ? null : [.. names.OfType<XmlQualifiedName>()];
    }

    private sealed record BoundHeader(XmlQualifiedName Message, MessageModel.Header Model);

    private BoundHeader? Header(WsdlNode header, WsdlNode ownMessage)
    {
        var message = header.Text("message") is null ? ownMessage : Find(header)!;
        var part = message.All(Wsdl + "part").First(p => p.Name == header.Text("part"));
        if (part.Text("element") is null)
        {
            part.Refuse("a header whose part has a type is not supported: it needs an element");
            return null;
        }

        return part.QName("element") is { } element
            ? new BoundHeader(message.QualifiedName, new MessageModel.Header(element, part.Name))
            : null;
    }

    private static HashSet<string> Attached(WsdlNode? bound) =>
        [.. bound?.Element.Descendants(Mime + "content").Select(c => (string?)c.Attribute("part")).OfType<string>() ?? []];

    private static string Namespace(WsdlNode? body, WsdlNode message)
    {
        if (body?.Text("namespace") is { } ns)
        {
            return ns;
        }

        message.NoteKind("an RPC body without a namespace is taken to be in the WSDL's");
        return message.TargetNamespace;
    }
}
