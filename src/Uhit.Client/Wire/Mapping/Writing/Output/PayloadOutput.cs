using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Uhit.Client.Wire.Mapping.Writing.Binding;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Output;

/// <summary>Writes a document into the text of an element: XML or rows, compressed, as base64 or hex. It streams through.</summary>
internal sealed class PayloadOutput(XmlWriter writer, WriteContext context)
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private static readonly SearchValues<char> Special = SearchValues.Create("\",;|\t\r\n");

    // The same bytes whenever it is written.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public void Write(BoundElement element, ValueFrame frame)
    {
        var packing = element.Payload!;
        using var text = new TextSink(writer, packing.Encoding);
        if (packing.Compression == "zip")
        {
            using var archive = new ZipArchive(text, ZipArchiveMode.Create, leaveOpen: true);
            var entry = archive.CreateEntry(packing.Content == "xml" ? "data.xml" : "data.csv");
            entry.LastWriteTime = EntryTime;
            using var content = entry.Open();
            WriteContent(element, frame, content);
            return;
        }

        using Stream packed = packing.Compression switch
        {
            "gzip" => new GZipStream(text, CompressionLevel.Optimal, leaveOpen: true),
            "deflate" => new DeflateStream(text, CompressionLevel.Optimal, leaveOpen: true),
            _ => text,
        };
        WriteContent(element, frame, packed);
    }

    private void WriteContent(BoundElement element, ValueFrame frame, Stream to)
    {
        if (element.Payload!.Content == "xml")
        {
            var isText = element.Payload.Encoding is null;
            using var inner = XmlWriter.Create(
                to, new XmlWriterSettings { Encoding = Utf8, OmitXmlDeclaration = isText, CloseOutput = false });
            foreach (var child in element.Children)
            {
                new ElementOutput(inner, context, child).Write(frame);
            }

            return;
        }

        using var rows = new StreamWriter(to, Utf8, bufferSize: -1, leaveOpen: true) { NewLine = "\r\n" };
        foreach (var row in element.Children)
        {
            WriteRows(rows, row, 0, frame, isQuoted: element.Payload.Content == "csv");
        }
    }

    private void WriteRows(TextWriter rows, BoundElement row, int depth, ValueFrame frame, bool isQuoted)
    {
        if (depth < row.Loops.Count)
        {
            // A loop of an outer scope: what lies between is still to be found at its place.
            foreach (var item in context.Repeats(row.Loops[depth], frame.Up(row.Loops[depth].Levels)))
            {
                WriteRows(rows, row, depth + 1, item.Inside(frame), isQuoted);
            }
        }
        else if (row.Condition?.Holds(frame, context) != false)
        {
            rows.WriteLine(row.Text.WriteRow(frame, context, isQuoted ? Quote : static text => text));
        }
    }

    private static string Quote(string value) =>
        value.AsSpan().IndexOfAny(Special) < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
