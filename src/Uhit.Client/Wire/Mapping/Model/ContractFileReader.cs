using System.Text.Json;
using System.Xml;
using Uhit.Client.Wire.Mapping.Model.Json;

namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>Reads a WSDL of the folder and all that it refers to, so that it can be shown at <c>?wsdl</c>.</summary>
internal static class ContractFileReader
{
    private const int MaxFiles = 500;
    private const string Wsdl = "http://schemas.xmlsoap.org/wsdl/";
    private const string Schema = "http://www.w3.org/2001/XMLSchema";

    /// <summary>The WSDL first, then the others by the names under which they are referred to; nothing
    /// where it can't be read, which is told.</summary>
    public static IReadOnlyList<WireContractFile> Read(string folder, JsonValue? wsdl, ProblemList problems)
    {
        if (wsdl is not { Kind: JsonValueKind.String } || !File.Exists(Path.Combine(folder, wsdl.Text)))
        {
            return [];
        }

        var root = Path.GetFullPath(Path.Combine(folder, wsdl.Text));
        var files = new List<WireContractFile>();
        var waiting = new Queue<string>([root]);
        var known = new HashSet<string>([root], StringComparer.Ordinal);
        while (waiting.TryDequeue(out var path) && files.Count < MaxFiles)
        {
            try
            {
                var content = File.ReadAllBytes(path);
                files.Add(new WireContractFile
                {
                    Name = Path.GetRelativePath(Path.GetDirectoryName(root)!, path).Replace('\\', '/'),
                    Content = content,
                });
                foreach (var location in Locations(content))
                {
                    var other = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, location));
                    if (other.StartsWith(
                        folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar,
                        StringComparison.Ordinal) && File.Exists(other) && known.Add(other))
                    {
                        waiting.Enqueue(other);
                    }
                }
            }
            catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
            {
                problems.Warn(wsdl, $"{Path.GetFileName(path)} can't be read, so the contract is not shown at ?wsdl: {e.Message}");
                return [];
            }
        }

        return files;
    }

    private static List<string> Locations(byte[] content)
    {
        var found = new List<string>();
        using var reader = XmlReader.Create(
            new MemoryStream(content, writable: false),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element
                && reader is { LocalName: "import" or "include" or "redefine", NamespaceURI: Wsdl or Schema }
                && (reader.GetAttribute("schemaLocation") ?? reader.GetAttribute("location")) is { Length: > 0 } location
                && !location.Contains("://", StringComparison.Ordinal))
            {
                found.Add(location);
            }
        }

        return found;
    }
}
