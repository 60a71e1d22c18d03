using System.Text;
using System.Xml;
using System.Xml.Linq;
using Uhit.Client.Wire;

namespace Uhit.Client.Receiving;

/// <summary>Serves the contract at <c>?wsdl</c> and <c>?xsd=name</c>, its references and its
/// address rewritten to where it is served.</summary>
internal sealed class ContractPages
{
    private readonly Uri? _publicUrl;
    private readonly CallbackResponse? _wsdl;
    private readonly Dictionary<string, CallbackResponse> _files = new(StringComparer.Ordinal);

    /// <summary>Makes the pages.</summary>
    /// <param name="files">The files, the WSDL first.</param>
    /// <param name="publicUrl">Where they are served; <see langword="null"/> where that is not known.</param>
    /// <param name="pathOf">The path below it at which a callback that begins with an element is taken;
    /// without it, all are taken at one address.</param>
    public ContractPages(IReadOnlyList<WireContractFile> files, Uri? publicUrl, Func<XmlQualifiedName, string?>? pathOf = null)
    {
        _publicUrl = publicUrl;
        var names = files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        var documents = files.Select(Load).ToList();
        var addresses = new PortAddresses(documents, pathOf ?? (static _ => null));
        foreach (var (file, document) in files.Zip(documents))
        {
            var page = new CallbackResponse(200, "text/xml; charset=utf-8", Rewrite(document, names, addresses), []);
            _files[file.Name] = page;
            _wsdl ??= page;
        }
    }

    /// <summary>Whether a query asks for a page at all.</summary>
    public static bool AreAskedFor(string query) => IsWsdl(query) || FileOf(query) is not null;

    /// <summary>The page that a query asks for; <see langword="null"/> where it asks for none.</summary>
    public CallbackResponse? Find(string query)
    {
        if (!AreAskedFor(query))
        {
            return null;
        }

        if (_wsdl is null)
        {
            return CallbackResponse.Plain(404, "This contract is not shown.");
        }

        return FileOf(query) is { } name
            ? _files.GetValueOrDefault(name) ?? CallbackResponse.Plain(404, "The contract has no file of that name.")
            : _wsdl;
    }

    private static bool IsWsdl(string query) => Text(query).ToUpperInvariant() is "WSDL" or "WSDL=";

    private static string Text(string query) => query.StartsWith('?') ? query[1..] : query;

    private static string? FileOf(string query)
    {
        const string File = "xsd=";
        var text = Text(query);
        return text.StartsWith(File, StringComparison.OrdinalIgnoreCase) ? Uri.UnescapeDataString(text[File.Length..]) : null;
    }

    private static XDocument Load(WireContractFile file)
    {
        using var reader = XmlReader.Create(
            new MemoryStream(file.Content.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }

    private byte[] Rewrite(XDocument document, HashSet<string> names, PortAddresses addresses)
    {
        foreach (var element in document.Descendants())
        {
            RewriteReference(element.Attribute("schemaLocation"), names);
            if (element.Name.LocalName == "import")
            {
                RewriteReference(element.Attribute("location"), names);
            }
            else if (element.Name.LocalName == "address" && _publicUrl is not null && element.Attribute("location") is { } address)
            {
                address.Value = addresses.Of(element, _publicUrl);
            }
        }

        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(
            bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            document.Save(writer);
        }

        return bytes.ToArray();
    }

    private void RewriteReference(XAttribute? reference, HashSet<string> names)
    {
        // Absolute where the public address is known: not every tool resolves a reference that is a query only.
        if (reference is not null && names.Contains(reference.Value))
        {
            var query = "?xsd=" + Uri.EscapeDataString(reference.Value);
            reference.Value = _publicUrl is null ? query : _publicUrl.GetLeftPart(UriPartial.Path) + query;
        }
    }
}
