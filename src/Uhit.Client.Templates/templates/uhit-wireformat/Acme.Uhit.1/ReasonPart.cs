using Uhit.Client;
using Uhit.Client.Wire;

namespace Acme.Uhit._1;

/// <summary>Why something was refused: the code is an attribute, the text the content.</summary>
internal static class ReasonPart
{
    public const string Element = "Reason";

    public static void Write(ElementWriter writer, ReportedError error)
    {
        writer.Start(Element, Names.Ns);
        writer.Attribute("code", error.Code);
        writer.Text(error.Description);
        writer.End();
    }

    public static ReportedError Read(ElementReader reader) => new()
    {
        Code = reader.Attribute("code").Text,
        Description = reader.Text(reader.ReadPreserved()),
    };
}
