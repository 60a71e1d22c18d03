using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Writing;
using Uhit.Client.Wire.Mapping.Writing.Formats;

namespace Uhit.Client.Wire.Mapping;

/// <summary>Numbers of ours that CNP repeats: where a request of ours writes them as GUIDs, they are read
/// as such, and nobody has to say so again.</summary>
internal static class EchoedNumbers
{
    private static readonly string[] OfInquiry = ["requestId", "acknowledgedRequestId"];
    private static readonly string[] OfMessage = ["acknowledgedMessageId"];

    /// <summary>The contract with the formats that its templates tell; <see langword="null"/> where they tell none.</summary>
    public static ContractModel? AsWritten(ContractModel model, MappedTemplates templates)
    {
        var request = templates.FindRequest(UhitOperation.RequestHistoricalUsage);
        var blocks = templates.Headers.Where(header => header.Block.On.Contains("request")).Select(header => header.Template);
        var written = (request is null ? blocks : blocks.Prepend(request)).ToList();
        var isInquiry = written.Exists(template => WritesGuid(template.Source, "requestId"));
        var isMessage = written.Exists(template => WritesGuid(template.Source, "messageId"));
        if (!isInquiry && !isMessage)
        {
            return null;
        }

        string[] echoed = [.. isInquiry ? OfInquiry : [], .. isMessage ? OfMessage : []];
        string[] answered = [.. echoed, .. isMessage ? ["messageId"] : Array.Empty<string>()];
        return model with
        {
            Messages = [.. model.Messages.Select(message => message with
            {
                Content = Read(message.Content, echoed),
                Answer = message.Answer is { } answer ? answer with { Content = Read(answer.Content, answered) } : null,
            })],
        };
    }

    private static bool WritesGuid(TemplateElement element, string name) => element.Descendants().Prepend(element)
        .SelectMany(inner => inner.Attributes.SelectMany(attribute => attribute.Value).Concat(inner.Text))
        .Any(part =>
            part.Literal is null && part.Name == name && part.Format?.Split('|').Any(word => word.Trim() == GuidText.Word) == true);

    private static ScopeModel? Read(ScopeModel? scope, string[] names) => scope is null ? null : scope with
    {
        Fields = scope.Fields.ToDictionary(
            field => field.Key, field => names.Contains(field.Key) && field.Value.Format is null
                ? field.Value with { Format = GuidText.Word }
                : field.Value, StringComparer.Ordinal),
    };
}
