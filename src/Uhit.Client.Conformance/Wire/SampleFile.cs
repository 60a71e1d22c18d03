using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Uhit.Client.Conformance.Wire;

/// <summary>A captured message with the file beside it that says how it is to be read.</summary>
internal sealed class SampleFile(string path)
{
    public const string ExpectedJson = ".expected.json";
    public const string ReceivedJson = ".received.json";

    private static readonly JsonSerializerOptions Written =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };
    private static readonly JsonDocumentOptions Readable = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static IReadOnlyList<string> Kinds { get; } =
    [
        nameof(UhitOperation.NotifyAcknowledgement), nameof(UhitOperation.NotifyValidation), nameof(UhitOperation.DeliverHistoricalUsage),
        nameof(UhitOperation.FetchUsage), SampleMessage.InquiryAnswer, SampleMessage.Fault,
    ];

    public string Name => Path.GetFileName(path);

    public byte[] Content => File.ReadAllBytes(path);

    public string ExpectedName => Path.GetFileNameWithoutExtension(path) + ExpectedJson;

    public string ReceivedName => Path.GetFileNameWithoutExtension(path) + ReceivedJson;

    private string Folder => Path.GetDirectoryName(path)!;

    /// <summary>What is expected; <see langword="null"/> where nobody has said so.</summary>
    public JsonObject? Expected
    {
        get
        {
            var file = Path.Combine(Folder, ExpectedName);
            if (!File.Exists(file))
            {
                return null;
            }

            try
            {
                return JsonNode.Parse(File.ReadAllText(file), documentOptions: Readable) as JsonObject
                    ?? throw new JsonException("It holds no object.");
            }
            catch (JsonException wrong)
            {
                Assert.Fail($"{ExpectedName} is no JSON that can be read: {wrong.Message}");
                throw;
            }
        }
    }

    /// <summary>Writes how the message was read, for somebody to look at.</summary>
    public void WriteReceived(JsonObject read) => File.WriteAllText(Path.Combine(Folder, ReceivedName), read.ToJsonString(Written) + "\n");

    /// <summary>Takes away what an earlier run wrote.</summary>
    public void DeleteReceived() => File.Delete(Path.Combine(Folder, ReceivedName));
}
