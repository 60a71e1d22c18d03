using System.Xml.Linq;

namespace Uhit.Client.Wire.Soap;

/// <summary>WS-Addressing, as far as a service needs it that answers over the same connection.</summary>
internal static class Addressing
{
    private const string Of2005 = "http://www.w3.org/2005/08/addressing";
    private const string Of2004 = "http://schemas.xmlsoap.org/ws/2004/08/addressing";

    // What WCF writes where its binding has no addressing and a program puts an action into the header all the same.
    private const string OfWcfWithout = "http://schemas.microsoft.com/ws/2005/05/addressing/none";

    public static bool IsBlock(string namespaceUri) => namespaceUri is Of2005 or Of2004 or OfWcfWithout;

    public static bool IsAction(XElement block) => block.Name.LocalName == "Action";

    /// <summary>Whether we can do what the block says.</summary>
    public static bool IsUnderstood(XElement block) => block.Name.LocalName switch
    {
        "To" or "Action" or "MessageID" or "From" or "RelatesTo" => true,
        "ReplyTo" or "FaultTo" =>
            block.Element(block.Name.Namespace + "Address")?.Value.Trim() is Of2005 + "/anonymous" or Of2004 + "/role/anonymous",
        _ => false,
    };
}
