namespace Uhit.Client;

/// <summary>How long what was received is kept. By default all of it is, until somebody purges it.</summary>
/// <remarks>What goes and what stays is listed in <c>docs/how-to/keep-data-private.md</c>: evidence of authorizations stays, and so does
/// what recognises a repeated callback.</remarks>
public sealed class RetentionOptions
{
    /// <summary>After what time bodies, usage and personal data are purged: of a message after it was
    /// received, of an inquiry after it was stored.</summary>
    /// <remarks>An inquiry must be finished (abandon one that will not be), and nothing of it may wait for a handler or be a dead letter.
    /// Unmatched callbacks of that age are discarded. At least 1 day, and shorter than <see cref="MessageMemory"/>.</remarks>
    /// <value>Default: <see langword="null"/>, never.</value>
    public TimeSpan? PayloadAge { get; set; }

    /// <summary>After what time callbacks that could not be taken are thrown away.</summary>
    /// <remarks>At least 1 day.</remarks>
    /// <value>Default: <see langword="null"/>, never.</value>
    public TimeSpan? UnreadableAge { get; set; }

    /// <summary>How long a message is recognised when it comes again, counted from when it was first received. One whose content is not
    /// purged is recognised for ever.</summary>
    /// <remarks>At least 400 days, and longer than <see cref="PayloadAge"/> and than handlers are tried again.</remarks>
    /// <value>Default: 400 days.</value>
    public TimeSpan MessageMemory { get; set; } = TimeSpan.FromDays(400);

    /// <summary>How often what is past its age is purged.</summary>
    /// <value>Default: 1 hour. From 1 minute to 1 day.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whether events of kinds that have no handler in this process hold no purge back.</summary>
    /// <remarks>A process can't know what waits for a handler in another one, so that by default every waiting event holds its inquiry
    /// back, the note that our answer went out excepted. An event that no process handles waits for ever: set it where this process has all
    /// the handlers of the client there are, or where no process has one. Where several processes have handlers of different kinds leave
    /// it, and give kinds that nobody wants a handler that does nothing.</remarks>
    /// <value>Default: <see langword="false"/>.</value>
    public bool WithoutHandlers { get; set; }
}
