using System.Reflection;
using System.Xml;
using Uhit.Client.Wire;

namespace RoundTrip;

/// <summary>The class of a message, or the static class beside its type.</summary>
internal sealed class GeneratedMessage(Type type)
{
    public void Copy(XmlReader reader, XmlWriter writer)
    {
        var elements = new ElementReader(reader);
        var value = type.GetMethod(
            "Read",
            BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly,
            [typeof(ElementReader)])!.Invoke(null, [elements]);
        if (elements.UnknownElements > 0)
        {
            throw new InvalidOperationException($"{elements.UnknownElements} elements were unknown");
        }

        var write = type.GetMethods().First(method => method.Name == "Write");
        write.Invoke(write.IsStatic ? null : value, write.IsStatic ? [writer, value] : [writer]);
    }
}
