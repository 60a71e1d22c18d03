using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Uhit.Contracts.Contract;
using Uhit.Contracts.Messages;

namespace Uhit.Contracts.Folders;

/// <summary>The first <c>contract.json</c> of a folder: what the WSDL says for certain. What
/// stands for what is left to its owner.</summary>
internal static class ContractJson
{
    public const string FileName = "contract.json";

    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Make(
        string id, ContractModel contract, NamespacePrefixes prefixes, IReadOnlyDictionary<string, string> wsdls, JsonNode? guesses)
    {
        var root = new JsonObject
        {
            ["$schema"] = "contract.schema.json",
            ["id"] = id,
            ["soap"] = contract.Services.Count > 0 ? contract.Services[0].SoapVersion : "1.1",
            ["namespaces"] = new JsonObject(prefixes.All.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Prefix, p.Namespace))),
            ["timeZone"] = "America/Chicago",
        };
        if (wsdls.Count > 0)
        {
            root["wsdl"] = new JsonObject(wsdls.Select(w => KeyValuePair.Create<string, JsonNode?>(w.Key, w.Value)));
        }

        root["messages"] = new JsonObject();
        if (guesses is not null)
        {
            root["guesses"] = guesses;
        }

        return root.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>An id of a folder's or service's name: letters, digits and hyphens.</summary>
    public static string IdOf(string name)
    {
        var id = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
        {
            id.Append(char.IsAsciiLetterOrDigit(c) ? c : '-');
        }

        return id.ToString().Trim('-') is { Length: > 0 } plain ? plain : "contract";
    }
}
