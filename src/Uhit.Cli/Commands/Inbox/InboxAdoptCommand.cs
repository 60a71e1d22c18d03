using System.CommandLine;
using Uhit.Cli.Options;
using Uhit.Cli.Output;
using Uhit.Client;
using Uhit.Client.Store;

namespace Uhit.Cli.Commands.Inbox;

/// <summary><c>uhit inbox adopt</c>.</summary>
internal sealed class InboxAdoptCommand : ToolVerb
{
    private readonly StoreArguments _inbox = new();
    private readonly Argument<InboxItem?> _item = InboxItem.Argument(mayBeDeadLetter: false, isRequired: false);

    private readonly Option<string?> _request = new("--request")
    {
        HelpName = "REQUEST-ID",
        Description = "The inquiry that one callback belongs to, which names none and fits several.",
    };

    public InboxAdoptCommand()
        : base("adopt", "Gives unmatched callbacks to their inquiries, where those are known by now.")
    {
        Add(_item);
        Add(_request);
        Validators.Add(result =>
        {
            if (result.GetValue(_request) is { } id && (result.GetValue(_item) is null || !RequestId.TryParse(id, out _)))
            {
                result.AddError("--request goes with the RECEIPT of one callback, and is a RequestId.");
            }
        });
        _inbox.AddTo(this);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "uhit inbox adopt --store uhit.db",
        "uhit inbox adopt --store uhit.db 019caf10318073319e8898e355ea52fb",
        "uhit inbox adopt --store uhit.db 019caf10318073319e8898e355ea52fb --request 019caf10318073319e8898e355ea0001",
    ];

    protected override async Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken)
    {
        var item = parsed.GetValue(_item);
        RequestId? told = parsed.GetValue(_request) is { } text ? RequestId.Parse(text) : null;
        var session = await _inbox.OpenAsync(parsed, needsIdentity: false, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var receipts = item?.Receipt is { } one
                ? [one]
                : await session.Inbox.ListAsync(InboxRoom.Unmatched, cancellationToken)
                    .Select(entry => entry.Receipt)
                    .ToListAsync(cancellationToken).ConfigureAwait(false);
            var isDone = true;
            foreach (var receipt in receipts)
            {
                var result = told is { } id
                    ? await session.Inbox.AdoptForAsync(receipt, id, cancellationToken).ConfigureAwait(false)
                    : await session.Inbox.AdoptAsync(receipt, cancellationToken).ConfigureAwait(false);
                output.Report(
                    $"{receipt}: {Words(result)}",
                    new AdoptedLine(receipt.ToString(), result.Outcome, result.RequestId?.Value, result.Reason));
                isDone &= result.Outcome == InboxActionOutcome.Adopted;
            }

            output.Line($"{Count.Of(receipts.Count, "unmatched callback was", "unmatched callbacks were")} looked at.");
            return isDone ? ExitCodes.Done : ExitCodes.Failed;
        }
    }

    private static string Words(InboxActionResult result) => result.Outcome switch
    {
        InboxActionOutcome.Adopted => $"belongs to inquiry {result.RequestId} now",
        InboxActionOutcome.InquiryUnknown when result.RequestId is null =>
            "it names no inquiry, and none that is known fits, or several do: 'uhit inbox show' says what it is looked for by; import its "
                + "inquiry with 'uhit inbox import', or say which it is with --request",
        InboxActionOutcome.InquiryUnknown => $"the inquiry {result.RequestId} is not known: import it with 'uhit inbox import'",
        InboxActionOutcome.NotOfInquiry =>
            $"it can't be given to inquiry {result.RequestId}: it names another one, or that one asks for none of "
                + "its ESI IDs or has the same words already",
        InboxActionOutcome.NotReadable => $"its stored bytes can't be read ({result.Reason})",
        _ => "is not unmatched",
    };
}
