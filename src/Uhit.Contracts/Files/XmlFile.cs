using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Uhit.Contracts.Files;

/// <summary>Reads an XML file as people save them: any encoding, with or without BOM, blank lines
/// before the declaration, a DTD of its own.</summary>
/// <remarks>Nothing outside the file is ever read, and entities cannot make it grow without end.</remarks>
internal static class XmlFile
{
    private const int MaxEntityCharacters = 100_000;

    static XmlFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The document with its lines; null where it is none, which is refused.</summary>
    public static XDocument? Load(string path, Refusals refusals)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            refusals.Add(path, 0, "file", exception.Message);
            return null;
        }

        try
        {
            return Parse(bytes, path, refusals.Notes);
        }
        catch (XmlException exception)
        {
            refusals.Add(
                path,
                exception.LineNumber,
                "document",
                LooksLikeAPage(bytes) ? "this is a web page, not the file: save it again, signed in" : exception.Message);
            return null;
        }
    }

    /// <summary>The name and the target namespace of the root element; null where the file is no XML.</summary>
    public static (XName Root, string? Namespace)? Peek(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var reader = XmlReader.Create(stream, Settings(), path);
            return reader.MoveToContent() == XmlNodeType.Element
                ? (XName.Get(reader.LocalName, reader.NamespaceURI), reader.GetAttribute("targetNamespace"))
                : null;
        }
        catch (Exception exception) when (exception is XmlException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static XDocument Parse(byte[] bytes, string path, Notes notes)
    {
        try
        {
            using var stream = new MemoryStream(bytes);
            using var reader = XmlReader.Create(stream, Settings(), new Uri(path).AbsoluteUri);
            return XDocument.Load(reader, LoadOptions.SetLineInfo | LoadOptions.SetBaseUri);
        }
        catch (XmlException) when (Repair(bytes, out var text, out var how))
        {
            using var reader = XmlReader.Create(new StringReader(text), Settings(), new Uri(path).AbsoluteUri);
            var document = XDocument.Load(reader, LoadOptions.SetLineInfo | LoadOptions.SetBaseUri);
            notes.Add(path, 1, how);
            return document;
        }
    }

    /// <summary>Two things that saving by hand does: text before the declaration, and a
    /// declaration of UTF-16 on bytes that are UTF-8.</summary>
    private static bool Repair(byte[] bytes, out string text, out string how)
    {
        text = how = string.Empty;
        if (bytes is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] || bytes.AsSpan().IndexOf((byte)0) >= 0)
        {
            return false;
        }

        var decoded = new UTF8Encoding(false).GetString(bytes).TrimStart('\uFEFF');
        var at = decoded.IndexOf("<?xml", StringComparison.Ordinal);
        if (at < 0 || !string.IsNullOrWhiteSpace(decoded[..at]))
        {
            return false;
        }

        var end = decoded.IndexOf("?>", at, StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        // What is cut stays as blank lines, so that the lines that are told are those of the file.
        text = new string([.. decoded[..(end + 2)].Where(c => c == '\n')]) + decoded[(end + 2)..];
        how = at > 0
            ? "blank text before the XML declaration was skipped"
            : "the encoding of the XML declaration is not the file's: it was read as UTF-8";
        return true;
    }

    private static bool LooksLikeAPage(byte[] bytes) =>
        Encoding.ASCII.GetString(bytes, 0, Math.Min(bytes.Length, 500)).Contains("<html", StringComparison.OrdinalIgnoreCase);

    private static XmlReaderSettings Settings() => new()
    {
        // Schemas of the W3C's have one. It is bounded, opens nothing, and a message never comes here.
#pragma warning disable RS0030
        DtdProcessing = DtdProcessing.Parse,
#pragma warning restore RS0030
        XmlResolver = null,
        IgnoreWhitespace = true,
        MaxCharactersFromEntities = MaxEntityCharacters,
    };
}
