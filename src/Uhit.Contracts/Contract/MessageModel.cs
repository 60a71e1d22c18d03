using System.Xml;

namespace Uhit.Contracts.Contract;

/// <summary>What a message holds: the elements of its body, none to several, and its header blocks.</summary>
/// <remarks>A wrapper of RPC/literal is an element like any other: the schemas hold one of its name.</remarks>
internal sealed record MessageModel(string Name, IReadOnlyList<XmlQualifiedName> Body, IReadOnlyList<HeaderModel> Headers)
{
    public IEnumerable<XmlQualifiedName> Elements => Body.Concat(Headers.Select(h => h.Element));
}
