using System.CommandLine;
using Uhit.Cli.Errors;
using Uhit.Cli.Options;
using Uhit.Cli.Output;
using Uhit.Client;

namespace Uhit.Cli.Commands.Inbox;

/// <summary><c>uhit inbox purge</c>.</summary>
internal sealed class InboxPurgeCommand : ToolVerb
{
    private readonly StoreArguments _inbox = new();

    private readonly Option<RequestId> _requestId = new("--request-id")
    {
        Description = "The inquiry whose personal data and received content go.",
        HelpName = "REQUEST-ID",
        CustomParser = InboxImportCommand.RequestIdOf,
    };

    private readonly Option<EsiId> _esiId = new("--esi-id")
    {
        Description = "The ESI ID whose data goes, wherever it is in the store.",
        HelpName = "ESI-ID",
        CustomParser = result => OptionKinds.Read<EsiId>(
            result, EsiId.TryParse, "--esi-id: that is no ESI ID; it has 17 or 22 digits."),
    };

    private readonly Option<bool> _includeWaiting = new("--include-waiting")
    {
        Description = "Give up events that wait for a handler, and dead letters, with it; without it a purge that meets some does nothing.",
    };

    private readonly Option<bool> _yes = Confirmation.Option();

    public InboxPurgeCommand()
        : base("purge", "Takes the personal data and received content of an inquiry or an ESI ID away. Evidence of authorizations stays.")
    {
        _inbox.AddTo(this);
        Add(_requestId);
        Add(_esiId);
        Add(_includeWaiting);
        Add(_yes);
        Validators.Add(result =>
        {
            if ((result.GetResult(_requestId) is null) == (result.GetResult(_esiId) is null))
            {
                result.AddError("Write either --request-id REQUEST-ID or --esi-id ESI-ID.");
            }
        });
    }

    public override IReadOnlyList<string> Examples =>
        [
            "uhit inbox purge --store uhit.db --request-id R-1",
            "uhit inbox purge --store uhit.db --esi-id 1008901000000000000001 --include-waiting --yes",
        ];

    protected override async Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken)
    {
        var isInquiry = parsed.GetResult(_requestId) is not null;
        var (requestId, esiId) = (parsed.GetValue(_requestId), parsed.GetValue(_esiId));
        var session = await _inbox.OpenAsync(parsed, needsIdentity: false, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var waiting = await WaitingAsync(session.Client, isInquiry ? requestId : null, esiId, cancellationToken).ConfigureAwait(false);
            Confirmation.Require(
                output,
                parsed.GetValue(_yes),
                $"Purge {(isInquiry ? $"the inquiry {requestId}" : $"the ESI ID {esiId}")}?"
                    + $"{string.Concat(waiting.Select(id => $" {StillWaits(parsed, id)}"))}");
            var includeWaiting = parsed.GetValue(_includeWaiting);
            var result = await (isInquiry
                ? session.Inbox.PurgeInquiryAsync(requestId, includeWaiting, cancellationToken)
                : session.Inbox.PurgeEsiIdAsync(esiId, includeWaiting, cancellationToken)).ConfigureAwait(false);
            output.Report(
                Words(result),
                new PurgedLine(
                    result.Outcome,
                    result.Messages,
                    result.Inquiries,
                    result.WaitingEvents,
                    result.DeadLetters,
                    result.StillWaiting.Count == 0 ? null : [.. result.StillWaiting.Select(id => id.Value)],
                    result.IsWiped));
            foreach (var id in result.StillWaiting)
            {
                output.Warn(StillWaits(parsed, id));
            }

            if (!result.IsWiped)
            {
                output.Warn(
                    "Another process was busy with the store, so that what was purged may still be in the file's log (-wal): it goes with "
                        + "the next purge or checkpoint.");
            }

            return result.Outcome == PurgeOutcome.Purged ? ExitCodes.Done : ExitCodes.Failed;
        }
    }

    // What a purge can't stop, and takes the means to send again from.
    private static async Task<List<RequestId>> WaitingAsync(
        IUsageHistoryClient client, RequestId? requestId, EsiId esiId, CancellationToken cancellationToken) =>
        await client.ListAsync(InquiryQuery.All with { IsFinished = false }, cancellationToken)
            .Where(inquiry =>
                requestId is { } id ? inquiry.RequestId == id : inquiry.Lines.Any(line => line.EsiId == esiId))
            .Select(inquiry => inquiry.RequestId)
            .ToListAsync(cancellationToken).ConfigureAwait(false);

    private static string StillWaits(ParseResult parsed, RequestId id) =>
        $"The inquiry {id} still waits for CNP, and once purged it can't be sent again: what comes for it is stored again. 'uhit abandon "
            + $"--store {NextSteps.StoreOf(parsed)} {id}' gives it up.";

    private static LineMarkup Words(PurgeResult result) => result.Outcome switch
    {
        PurgeOutcome.Purged =>
            $"Purged: {Count.Of(result.Messages, "message", "messages")}, {Count.Of(result.Inquiries, "inquiry", "inquiries")}. "
                + $"{Count.Of(result.WaitingEvents, "waiting event", "waiting events")} "
                + $"and {Count.Of(result.DeadLetters, "dead letter", "dead letters")} went with them.",
        PurgeOutcome.Held =>
            $"Not purged: {Count.Of(result.WaitingEvents, "event waits", "events wait")} for a handler (one of a kind that has no handler "
                + $"waits for ever) and {Count.Of(result.DeadLetters, "is a dead letter", "are dead letters")}. Let them be handled, or "
                + $"add --include-waiting to give them up.",
        _ => $"There is nothing of it in this store.",
    };
}
