using Uhit.Client.Inquiries;

namespace Uhit.Client.SecondContract;

/// <summary>A service address.</summary>
internal static class LocationPart
{
    public const string Element = "Location";

    public static void Write(MessageWriter writer, ServiceAddress address)
    {
        writer.Start(Element);
        writer.Attribute("street", address.Line1);
        writer.Attribute("more", address.Line2);
        writer.Attribute("city", address.City);
        writer.Attribute("state", address.State);
        writer.Attribute("zip", address.PostalCode);
        writer.End();
    }

    public static ServiceAddress Read(MessageReader reader) => reader.Element(Element, () =>
    {
        var address = new ServiceAddress
        {
            Line1 = reader.Text("street"),
            Line2 = reader.Optional("more"),
            City = reader.Text("city"),
            State = reader.Text("state"),
            PostalCode = reader.Text("zip"),
        };
        reader.NoChildren();
        return address;
    });
}
