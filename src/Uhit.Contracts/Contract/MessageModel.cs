using System.Xml;

namespace Uhit.Contracts.Contract;

/// <summary>What a message holds: the elements of its body, none to several, and its header blocks.</summary>
/// <remarks>A wrapper of RPC/literal is an element like any other: the schemas hold one of its name.</remarks>
internal sealed record MessageModel(IReadOnlyList<XmlQualifiedName> Body, IReadOnlyList<MessageModel.Header> Headers)
{
    public IEnumerable<XmlQualifiedName> Elements => Body.Concat(Headers.Select(h => h.Element));

    /// <summary>A header block that the binding of a message names.</summary>
    internal sealed record Header(XmlQualifiedName Element, string Part);
}
