using Uhit.Client.Wire;

namespace Uhit.Client.SecondContract;

/// <summary>A service address.</summary>
internal static class LocationPart
{
    public const string Element = "Location";

    public static void Write(ElementWriter writer, ServiceAddress address)
    {
        writer.Start(Element, Names.Ns);
        writer.Attribute("street", address.Line1);
        writer.Attribute("more", address.Line2);
        writer.Attribute("city", address.City);
        writer.Attribute("state", address.State);
        writer.Attribute("zip", address.PostalCode);
        writer.End();
    }

    public static ServiceAddress Read(ElementReader reader)
    {
        var address = new ServiceAddress
        {
            Line1 = reader.Attribute("street").Text,
            Line2 = reader.OptionalAttribute("more")?.Text,
            City = reader.Attribute("city").Text,
            State = reader.Attribute("state").Text,
            PostalCode = reader.Attribute("zip").Text,
        };
        reader.Leave();
        return address;
    }
}
