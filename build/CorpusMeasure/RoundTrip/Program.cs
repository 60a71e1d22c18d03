using System.Xml;
using System.Xml.Linq;
using RoundTrip;

// Reads each message with the generated code of its contract, writes it, and compares; one line a message.
var lines = new List<string>();
foreach (var folder in args.SelectMany(Directory.GetDirectories).Order(StringComparer.Ordinal))
{
    var types = new GeneratedTypes(Path.GetFileName(folder));
    foreach (var file in Directory.GetFiles(folder, "*.xml").Order(StringComparer.Ordinal))
    {
        lines.Add(
            $"{Path.GetFileName(folder)}\t{Path.GetFileName(Path.GetDirectoryName(folder))}/{Path.GetFileName(file)}\t"
                + $"{Judge(types, XElement.Load(file, LoadOptions.PreserveWhitespace))}");
    }
}

File.WriteAllLines("roundtrip.tsv", lines);
Console.WriteLine($"{lines.Count(line => line.EndsWith("\tsame"))} of {lines.Count} messages are the same");

static string Judge(GeneratedTypes types, XElement message)
{
    try
    {
        if (types.Of(message.Name) is not { } type)
        {
            return $"no type for {message.Name}";
        }

        var written = new XDocument();
        using (var writer = written.CreateWriter())
        {
            type.Copy(message.CreateReader(), writer);
        }

        return MessageComparison.Difference(message, written.Root!) ?? "same";
    }
    catch (Exception exception)
    {
        return (exception.InnerException ?? exception).Message.ReplaceLineEndings(" ");
    }
}
