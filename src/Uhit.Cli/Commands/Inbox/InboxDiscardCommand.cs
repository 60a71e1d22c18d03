using System.CommandLine;
using Uhit.Cli.Options;
using Uhit.Cli.Output;

namespace Uhit.Cli.Commands.Inbox;

/// <summary><c>uhit inbox discard</c>.</summary>
internal sealed class InboxDiscardCommand : ToolVerb
{
    private readonly StoreArguments _inbox = new();
    private readonly Argument<InboxItem?> _item = InboxItem.Argument(mayBeDeadLetter: true);
    private readonly Option<bool> _yes = Confirmation.Option();

    public InboxDiscardCommand()
        : base("discard", "Throws an unmatched or unreadable callback away, or settles a dead letter.")
    {
        Add(_item);
        _inbox.AddTo(this);
        Add(_yes);
    }

    public override IReadOnlyList<string> Examples =>
        ["uhit inbox discard --store uhit.db 019caf10318073319e8898e355ea52fb", "uhit inbox discard --store uhit.db 42:pricing --yes"];

    protected override async Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken)
    {
        var item = parsed.GetRequiredValue(_item)!;
        Confirmation.Require(output, parsed.GetValue(_yes), $"Discard {item}?");
        var session = await _inbox.OpenAsync(parsed, needsIdentity: false, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var isDiscarded = item.Receipt is { } receipt
                ? await session.Inbox.DiscardAsync(receipt, cancellationToken).ConfigureAwait(false)
                : await session.Inbox.DiscardDeadLetterAsync(item.Event, item.Handler, cancellationToken).ConfigureAwait(false);
            if (!isDiscarded)
            {
                throw InboxShowCommand.NotThere(parsed, item);
            }

            output.Report($"{item} was discarded.", new DiscardedLine(item.ToString()));
            return ExitCodes.Done;
        }
    }
}
