namespace Uhit.Client.Wire;

/// <summary>How data are fetched that CNP holds ready.</summary>
public sealed record WirePolling
{
    /// <summary>Whether one fetch asks for whatever is ready for the client, one message at a time, and not for one inquiry.</summary>
    /// <value>Default: <see langword="false"/>: each inquiry is asked for.</value>
    public bool AsksPerClient { get; init; }

    /// <summary>Whether CNP holds what was fetched until it is confirmed. Without it a crash between CNP's answer
    /// and our commit relies on CNP to give it again.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool Confirms { get; init; } = true;

    /// <summary>Whether CNP's own number for the inquiry is needed to ask: an inquiry is then not asked for before it is known.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool NeedsTransactionId { get; init; }
}
