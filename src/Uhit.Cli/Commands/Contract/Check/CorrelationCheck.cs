using Uhit.Client;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping.Model;
using Uhit.Client.Wire.Mapping.Model.Json;
using Uhit.Client.Wire.Mapping.Writing;

namespace Uhit.Cli.Commands.Contract.Check;

/// <summary>Whether each callback has something by which its inquiry is found.</summary>
internal sealed class CorrelationCheck(MappedContract contract, ProblemList problems)
{
    private static readonly string[] Kinds = ["requestId", "transactionId", "correlationId", "esiId"];

    private static readonly string[] Numbers = ["requestId", "messageId", "request.requestId", "message.requestId"];

    private readonly ContractModel _model = contract.Model;

    public void Check()
    {
        var kinds = _model.Correlation.Count > 0 ? _model.Correlation : ["requestId"];
        foreach (var message in _model.Messages.Where(message => message.Content is not null && !IsAnswered(message)))
        {
            if (!kinds.Any(kind => Has(message, kind)))
            {
                var mapped = Kinds.Where(kind => Has(message, kind)).ToList();
                problems.Add(
                    message.Source,
                    $"By nothing that `correlation` names ({string.Join(", ", kinds)}) is the inquiry of this message found. "
                        + (mapped.Count > 0
                            ? $"Map it, or name in `correlation` what is mapped: {string.Join(", ", mapped)}."
                            : "Map what CNP echoes: our number, its own, or the ESI ID."));
            }
        }

        CheckLearnt(kinds);
        CheckEchoed(kinds);
    }

    // What stands in the answer to a message of ours belongs to that.
    private bool IsAnswered(MessageModel message) => _model.Messages.Any(sent =>
        (sent.Answer?.Contains.Contains(message.Operation) == true || sent.Operation == UhitOperation.FetchUsage) && !sent.IsPerClient);

    private static bool Has(MessageModel message, string kind) => kind == "esiId"
        ? message.Operation != UhitOperation.NotifyAcknowledgement
        : message.Content!.Fields.ContainsKey(kind) || (kind == "requestId" && message.Content.Fields.ContainsKey("acknowledgedRequestId"));

    // CNP's number says whose a callback is only where it is known which inquiry has it.
    private void CheckLearnt(IReadOnlyList<string> kinds)
    {
        if (_model.Find(UhitOperation.RequestHistoricalUsage) is { } request
            && kinds.Contains("transactionId")
            && !kinds.Contains("requestId")
            && !kinds.Contains("esiId")
            && request.Answer?.Content?.Fields.ContainsKey("transactionId") != true
            && !_model.Messages.Any(message =>
                message.Content?.Fields.ContainsKey("transactionId") == true && message.Content.Fields.ContainsKey("requestId")))
        {
            problems.Add(request.Source["answer"] ?? request.Source, "`correlation` goes by CNP's number, and nothing says which inquiry "
                + "has which: map `transactionId` of the answer, or add another way to `correlation`.");
        }
    }

    // CNP can echo only what it was told.
    private void CheckEchoed(IReadOnlyList<string> kinds)
    {
        if (kinds is not ["requestId"] || contract.Templates.FindRequest(UhitOperation.RequestHistoricalUsage) is not { } request)
        {
            return;
        }

        var written = contract.Templates.Headers
            .Where(header => header.Block.On.Contains("request"))
            .Select(header => header.Template)
            .Append(request)
            .SelectMany(template => template.Source.Descendants().Prepend(template.Source))
            .SelectMany(PartsOf)
            .Select(part => part.Name)
            .ToHashSet(StringComparer.Ordinal);
        if (!written.Overlaps(Numbers))
        {
            problems.Warn(
                _model.Find(UhitOperation.RequestHistoricalUsage)!.Source,
                "The inquiry of a callback is found by our RequestId, and the template of the request never says it: put {requestId} where "
                    + "CNP takes a number of ours, or name another way in `correlation`.");
        }
    }

    private static IEnumerable<TemplatePart> PartsOf(TemplateElement element) =>
        element.Text.Concat(element.Attributes.SelectMany(attribute => attribute.Value)).Where(part => part.Literal is null);
}
