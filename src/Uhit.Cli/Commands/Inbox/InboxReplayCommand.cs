using System.CommandLine;
using Uhit.Cli.Errors;
using Uhit.Cli.Options;
using Uhit.Cli.Output;
using Uhit.Client;

namespace Uhit.Cli.Commands.Inbox;

/// <summary><c>uhit inbox replay</c>.</summary>
internal sealed class InboxReplayCommand : ToolVerb
{
    private readonly StoreArguments _inbox = new();
    private readonly Argument<InboxItem?> _item = InboxItem.Argument(mayBeDeadLetter: true);

    public InboxReplayCommand()
        : base("replay", "Reads an unreadable callback again, or has a dead letter tried again. Doing it twice stores and commits once.")
    {
        Add(_item);
        _inbox.AddTo(this);
    }

    public override IReadOnlyList<string> Examples =>
        ["uhit inbox replay --store uhit.db 019caf10318073319e8898e355ea52fb", "uhit inbox replay --store uhit.db 42:pricing"];

    protected override async Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken)
    {
        var item = parsed.GetRequiredValue(_item)!;
        var session = await _inbox.OpenAsync(parsed, needsIdentity: item.Receipt is not null, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return item.Receipt is null
                ? await ReplayLetterAsync(output, session.Inbox, item, cancellationToken).ConfigureAwait(false)
                : await ReplayAsync(output, session.Inbox, item, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<int> ReplayLetterAsync(
        ToolOutput output, IUsageHistoryInbox inbox, InboxItem item, CancellationToken cancellationToken)
    {
        if (!await inbox.ReplayDeadLetterAsync(item.Event, item.Handler, cancellationToken).ConfigureAwait(false))
        {
            throw new ToolException(
                $"{item} is no dead letter, or no more: it may wait for its handler again, or be handled. 'uhit inbox list' shows those "
                    + "that there are.");
        }

        output.Report($"{item}: the handler gets it again.", new ReplayedLine(item.ToString(), "Waiting", null, null));
        return ExitCodes.Done;
    }

    private static async Task<int> ReplayAsync(
        ToolOutput output, IUsageHistoryInbox inbox, InboxItem item, CancellationToken cancellationToken)
    {
        var result = await inbox.ReplayAsync(item.Receipt!.Value, cancellationToken).ConfigureAwait(false);
        output.Report(
            $"{item}: {Words(result)}",
            new ReplayedLine(item.ToString(), result.Outcome.ToString(), result.RequestId?.Value, result.Reason));
        return result.Outcome is InboxActionOutcome.Stored or InboxActionOutcome.Unmatched or InboxActionOutcome.Duplicate
            ? ExitCodes.Done
            : ExitCodes.Failed;
    }

    private static string Words(InboxActionResult result) => result.Outcome switch
    {
        InboxActionOutcome.Stored => $"was read and is stored with inquiry {result.RequestId}.",
        InboxActionOutcome.Unmatched when result.RequestId is null =>
            "was read and is unmatched now: it names no inquiry, and none that is known fits.",
        InboxActionOutcome.Unmatched => $"was read and is unmatched now: the inquiry {result.RequestId} is not known.",
        InboxActionOutcome.Duplicate => $"was stored before with inquiry {result.RequestId}; it is no longer among the unreadable.",
        InboxActionOutcome.NotReadable => $"still can't be taken ({result.Reason}). It stays.",
        InboxActionOutcome.NoBody => "its body was not kept: there is nothing to read.",
        _ => "is not among the unreadable.",
    };
}
