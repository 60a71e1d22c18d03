using System.Xml;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Generator;

/// <summary>XML in and out of generated code, as text.</summary>
internal static class WireText
{
    private static readonly XmlWriterSettings WriterSettings =
        new() { OmitXmlDeclaration = true, Indent = true, IndentChars = "  ", NewLineChars = "\n" };

    public static string Write(Action<XmlWriter> write)
    {
        var text = new StringWriter();
        using (var writer = XmlWriter.Create(text, WriterSettings))
        {
            write(writer);
        }

        return text + "\n";
    }

    public static ElementReader Open(string xml) =>
        new(XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit }));
}
