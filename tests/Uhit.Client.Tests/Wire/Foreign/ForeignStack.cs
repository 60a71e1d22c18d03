using System.Globalization;
using System.Xml.Linq;

namespace Uhit.Client.Tests.Wire.Foreign;

/// <summary>Writes a message of ours in the manner of other SOAP stacks: what they put around and
/// beside the content, which stays the same.</summary>
internal static class ForeignStack
{
    private static readonly XNamespace Schema = "http://www.w3.org/2001/XMLSchema";
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";
    private static readonly XNamespace Encoding11 = "http://schemas.xmlsoap.org/soap/encoding/";

    private static readonly Dictionary<string, Action<XElement>> Manners = new()
    {
        // The encodingStyle on the envelope, a guessed type on each value.
        ["SOAP::Lite"] = envelope =>
        {
            Encoded(envelope, envelope);
            TypeValues(envelope, Guess);
        },
        ["SOAP::Lite with its encoding's types"] = envelope =>
        {
            Encoded(envelope, envelope);
            TypeValues(envelope, value => "soapenc:" + Guess(value)[4..]);
        },
        ["Axis 1"] = envelope =>
        {
            Encoded(envelope, Content(envelope));
            TypeValues(envelope, _ => "xsd:string");
            AddNil(envelope);
        },
        ["gSOAP"] = envelope =>
        {
            Encoded(envelope, Body(envelope));
            TypeDeclared(envelope);
        },
        ["PHP SoapClient"] = AddNil,
        ["zeep"] = envelope => envelope.AddFirst(new XElement(envelope.Name.Namespace + "Header")),
        ["node-soap"] = envelope =>
        {
            envelope.Add(
                new XAttribute(XNamespace.Xmlns + "tns", Content(envelope).Name.Namespace.NamespaceName),
                new XAttribute(XNamespace.Xmlns + "xsi", Instance.NamespaceName));
            AddNil(envelope);
        },
        ["CXF"] = envelope =>
        {
            TypeDeclared(envelope);
            foreach (var element in Content(envelope).DescendantsAndSelf())
            {
                element.Add(new XAttribute(Instance + "nil", "false"));
            }
        },
    };

    public static IEnumerable<string> Names => Manners.Keys;

    public static byte[] Write(string stack, byte[] message)
    {
        var document = XDocument.Parse(System.Text.Encoding.UTF8.GetString(message), LoadOptions.PreserveWhitespace);
        Manners[stack](document.Root!);
        return System.Text.Encoding.UTF8.GetBytes(document.Declaration + document.ToString(SaveOptions.DisableFormatting));
    }

    private static XElement Body(XElement envelope) => envelope.Element(envelope.Name.Namespace + "Body")!;

    private static XElement Content(XElement envelope) => Body(envelope).Elements().Single();

    private static void Encoded(XElement envelope, XElement on)
    {
        Declare(envelope);
        on.Add(new XAttribute(envelope.Name.Namespace + "encodingStyle", Encoding11.NamespaceName));
    }

    private static void Declare(XElement envelope)
    {
        envelope.SetAttributeValue(XNamespace.Xmlns + "xsi", Instance.NamespaceName);
        envelope.SetAttributeValue(XNamespace.Xmlns + "xsd", Schema.NamespaceName);
        envelope.SetAttributeValue(XNamespace.Xmlns + "soapenc", Encoding11.NamespaceName);
        envelope.SetAttributeValue(XNamespace.Xmlns + "u", Content(envelope).Name.Namespace.NamespaceName);
    }

    private static void TypeValues(XElement envelope, Func<string, string> type)
    {
        foreach (var value in Content(envelope).Descendants().Where(element => !element.HasElements))
        {
            value.Add(new XAttribute(Instance + "type", type(value.Value)));
        }
    }

    private static string Guess(string value) =>
        value.All(char.IsAsciiDigit) ? value.Length < 10 ? "xsd:int" : "xsd:long"
        : decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out _) ? "xsd:float"
        : "xsd:string";

    // The names of the contract, where the name of an element tells that of its type.
    private static void TypeDeclared(XElement envelope)
    {
        Declare(envelope);
        var types = new Dictionary<string, string>
        {
            ["Header"] = "u:MessageHeader",
            ["AuthenticationId"] = "u:AuthenticationId",
            ["RequestId"] = "u:RequestId",
            ["MessageId"] = "u:MessageId",
            ["SentAt"] = "xsd:dateTime",
            ["EndTime"] = "u:Instant",
            ["TransactionId"] = "u:TransactionId",
            ["EsiId"] = "u:EsiId",
            ["Result"] = "u:ValidationResult",
            ["UsageHistory"] = "u:UsageHistory",
            ["Quantity"] = "xsd:decimal",
            ["Reading"] = "u:Reading",
            ["Channel"] = "u:Channel",
            ["Unit"] = "u:Code",
            ["LineNumber"] = "u:Number",
            ["StartDate"] = "xsd:date",
            ["PartNumber"] = "xsd:anySimpleType",
        };
        foreach (var status in Content(envelope).Descendants()
            .Where(element => element.Name.LocalName == "Status" && element.Parent!.Name.LocalName == "Result"))
        {
            // The type that the declared one restricts.
            status.Add(new XAttribute(Instance + "type", "u:Code"));
        }

        foreach (var element in Content(envelope).Descendants().Where(element => types.ContainsKey(element.Name.LocalName)))
        {
            element.Add(new XAttribute(Instance + "type", types[element.Name.LocalName]));
        }
    }

    // What may be absent, said to be nil, in its place.
    private static void AddNil(XElement envelope)
    {
        Declare(envelope);
        var content = Content(envelope);
        foreach (var line in content.Elements(content.Name.Namespace + "UsageHistory"))
        {
            line.Element(content.Name.Namespace + "EsiId")!.AddAfterSelf(
                Nil(content, "CustomerName"), Nil(content, "ServiceAddress"),
                new XElement(content.Name.Namespace + "LoadProfile", new XAttribute(Instance + "nil", " 1 "), "\n "));
        }

        foreach (var result in content.Elements(content.Name.Namespace + "Result"))
        {
            result.Add(Nil(content, "Reason"), Nil(content, "Reason"));
        }
    }

    private static XElement Nil(XElement content, string name) =>
        new(content.Name.Namespace + name, new XAttribute(Instance + "nil", "true"));
}
