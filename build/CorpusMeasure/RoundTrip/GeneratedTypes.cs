using System.Reflection;
using System.Xml;
using System.Xml.Linq;

namespace RoundTrip;

/// <summary>The generated types of one contract, by the element that each reads and writes.</summary>
internal sealed class GeneratedTypes(string @namespace)
{
    private readonly Dictionary<XName, Type> _types = Assembly.GetExecutingAssembly().GetTypes()
        .Where(type => type.Namespace == @namespace && type.GetField("ElementName") is not null)
        .ToDictionary(type => XName.Get(Constant(type, "ElementName"), Constant(type, "Ns")));

    public GeneratedMessage? Of(XName name) => _types.TryGetValue(name, out var type) ? new GeneratedMessage(type) : null;

    private static string Constant(Type type, string name) =>
        (string)type.GetField(name, BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)!.GetRawConstantValue()!;
}
