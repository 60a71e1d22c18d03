namespace Uhit.Cli.Commands.Inbox;

/// <summary><c>uhit inbox</c>: what came and waits for somebody, and purging.</summary>
internal sealed class InboxCommand : ToolCommand
{
    public InboxCommand()
        : base("inbox", "Lists what came and waits for somebody (unmatched, unreadable, dead letters), deals with it, and purges.")
    {
        Add(new InboxListCommand());
        Add(new InboxShowCommand());
        Add(new InboxExportCommand());
        Add(new InboxAdoptCommand());
        Add(new InboxImportCommand());
        Add(new InboxReplayCommand());
        Add(new InboxDiscardCommand());
        Add(new InboxPurgeCommand());
    }

    public override IReadOnlyList<string> Examples =>
    [
        "uhit inbox list --store uhit.db",
        "uhit inbox replay --store uhit.db 019caf10318073319e8898e355ea52fb",
        "uhit inbox purge --store uhit.db --request-id R-1 --yes",
    ];
}
