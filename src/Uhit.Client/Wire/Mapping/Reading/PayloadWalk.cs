using System.Xml;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Reads the document inside an element.</summary>
internal static class PayloadWalk
{
    public static void Read(PayloadPlan payload, XmlReader reader, MessageWalker walker) => throw new NotSupportedException();
}
