using System.CommandLine;
using Uhit.Cli.Output;
using Uhit.Cli.Rooms;
using Uhit.Client.Callbacks.Rooms;
using Uhit.Client.Store;

namespace Uhit.Cli.Commands.Inbox;

/// <summary><c>uhit inbox adopt</c>.</summary>
internal sealed class InboxAdoptCommand : Command, IHasExamples
{
    private readonly InboxArguments _inbox = new();
    private readonly Argument<InboxItem?> _item = InboxItem.Argument(mayBeDeadLetter: false, isRequired: false);

    public InboxAdoptCommand()
        : base("adopt", "Gives unmatched callbacks to their inquiries, where those are known by now.")
    {
        Add(_item);
        _inbox.AddTo(this);
        SetAction(RunAsync);
    }

    public IReadOnlyList<string> Examples => ["uhit inbox adopt --store uhit.db", "uhit inbox adopt --store uhit.db 019caf10318073319e8898e355ea52fb"];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = InboxArguments.Output(parsed);
        var item = parsed.GetValue(_item);
        var session = await _inbox.OpenAsync(parsed, needsIdentity: false, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            List<ReceiptId> receipts = item?.Receipt is { } one
                ? [one]
                : await session.Inbox.ListAsync(InboxRoom.Unmatched, cancellationToken).Select(entry => entry.Receipt).ToListAsync(cancellationToken).ConfigureAwait(false);
            var isDone = true;
            foreach (var receipt in receipts)
            {
                var result = await session.Inbox.AdoptAsync(receipt, cancellationToken).ConfigureAwait(false);
                output.Report($"{receipt}: {Words(result)}", new AdoptedLine(receipt.ToString(), result.Outcome, result.RequestId?.Value, result.Reason));
                isDone &= result.Outcome == AdoptOutcome.Adopted;
            }

            output.Line($"{Count.Of(receipts.Count, "unmatched callback was", "unmatched callbacks were")} looked at.");
            return isDone ? ExitCodes.Done : ExitCodes.Failed;
        }
    }

    private static string Words(AdoptResult result) => result.Outcome switch
    {
        AdoptOutcome.Adopted => $"belongs to inquiry {result.RequestId} now",
        AdoptOutcome.InquiryUnknown when result.RequestId is null =>
            "it names no inquiry, and none that is known fits: 'uhit inbox show' says what it is looked for by; import its inquiry with 'uhit inbox import'",
        AdoptOutcome.InquiryUnknown => $"the inquiry {result.RequestId} is not known: import it with 'uhit inbox import'",
        AdoptOutcome.NotReadable => $"its stored bytes can't be read ({result.Reason})",
        _ => "is not unmatched",
    };
}
