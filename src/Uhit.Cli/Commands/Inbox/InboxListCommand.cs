using System.CommandLine;
using Uhit.Cli.Options;
using Uhit.Cli.Output;
using Uhit.Client;
using Uhit.Client.Store;

namespace Uhit.Cli.Commands.Inbox;

/// <summary><c>uhit inbox list</c>.</summary>
internal sealed class InboxListCommand : ToolVerb
{
    private const string DeadLetters = "dead-letters";

    private readonly StoreArguments _inbox = new();

    private readonly Option<string?> _room =
        new("--room") { Description = "One room alone; without it all that wait for somebody.", HelpName = "ROOM" };

    public InboxListCommand()
        : base("list", "Lists what came and waits for somebody.")
    {
        _inbox.AddTo(this);
        OptionKinds.Among(_room, "inbox", "unmatched", "unreadable", "discarded", DeadLetters);
        Add(_room);
    }

    public override IReadOnlyList<string> Examples =>
        ["uhit inbox list --store uhit.db", "uhit inbox list --store uhit.db --room unreadable --json"];

    protected override async Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken)
    {
        var room = parsed.GetValue(_room);
        var session = await _inbox.OpenAsync(parsed, needsIdentity: false, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            foreach (var asked in Rooms(room))
            {
                await ShowAsync(output, session.Inbox, asked, cancellationToken).ConfigureAwait(false);
            }

            if (room is null or DeadLetters)
            {
                var letters = await session.Inbox.ListDeadLettersAsync(cancellationToken)
                    .ToListAsync(cancellationToken).ConfigureAwait(false);
                letters.ForEach(letter => output.Json(DeadLetterLine.Of(letter)));
                InboxView.Show(output, letters);
            }

            return ExitCodes.Done;
        }
    }

    private static async Task ShowAsync(ToolOutput output, IUsageHistoryInbox inbox, InboxRoom room, CancellationToken cancellationToken)
    {
        var entries = await inbox.ListAsync(room, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        entries.ForEach(entry => output.Json(EntryLine.Of(entry)));
        InboxView.Show(output, room.ToString(), entries);
    }

    private static IReadOnlyList<InboxRoom> Rooms(string? room) =>
        room is null ? [InboxRoom.Unmatched, InboxRoom.Unreadable]
        : Enum.TryParse<InboxRoom>(room, ignoreCase: true, out var one) ? [one]
        : [];
}
