using System.CommandLine;
using Uhit.Cli.Errors;
using Uhit.Cli.Options;
using Uhit.Cli.Output;

namespace Uhit.Cli.Commands.Inbox;

/// <summary><c>uhit inbox show</c>.</summary>
internal sealed class InboxShowCommand : ToolVerb
{
    private readonly StoreArguments _inbox = new();
    private readonly Argument<InboxItem?> _item = InboxItem.Argument(mayBeDeadLetter: true);

    public InboxShowCommand()
        : base("show", "Shows what is known of a callback or dead letter, without its content.")
    {
        Add(_item);
        _inbox.AddTo(this);
    }

    public override IReadOnlyList<string> Examples =>
        ["uhit inbox show --store uhit.db 019caf10318073319e8898e355ea52fb", "uhit inbox show --store uhit.db 42:pricing"];

    protected override async Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken)
    {
        var item = parsed.GetRequiredValue(_item)!;
        var session = await _inbox.OpenAsync(parsed, needsIdentity: false, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            if (item.Receipt is { } receipt)
            {
                var entry = await session.Inbox.FindAsync(receipt, cancellationToken).ConfigureAwait(false) ?? throw NotThere(parsed, item);
                output.Json(EntryLine.Of(entry));
                InboxView.Show(output, entry);
                return ExitCodes.Done;
            }

            var letter = await session.Inbox.ListDeadLettersAsync(cancellationToken)
                .FirstOrDefaultAsync(
                    letter => letter.Sequence == item.Event && letter.Handler == item.Handler, cancellationToken).ConfigureAwait(false)
                ?? throw NotThere(parsed, item);
            output.Json(DeadLetterLine.Of(letter));
            InboxView.Show(output, letter);
            return ExitCodes.Done;
        }
    }

    internal static ToolException NotThere(ParseResult parsed, InboxItem item) =>
        new($"There is no '{item}' in this store. 'uhit inbox list --store {NextSteps.StoreOf(parsed)}' shows what there is.");
}
