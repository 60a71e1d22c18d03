namespace Uhit.Client;

/// <summary>What is to be purged on demand: one inquiry, or one ESI ID wherever it is in the client.</summary>
public sealed record PurgeRequest
{
    private PurgeRequest()
    {
    }

    /// <summary>The inquiry; <see langword="null"/> where an ESI ID is meant.</summary>
    public RequestId? RequestId { get; private init; }

    /// <summary>The ESI ID; <see langword="null"/> where an inquiry is meant.</summary>
    public EsiId? EsiId { get; private init; }

    /// <summary>Whether events that wait for a handler, and dead letters, are given up with it. Without
    /// it a purge that meets some does nothing.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IncludeWaiting { get; init; }

    /// <summary>One inquiry: its personal data, and the content of all that came for it.</summary>
    /// <param name="id">The inquiry.</param>
    public static PurgeRequest Of(RequestId id) => new() { RequestId = id };

    /// <summary>One ESI ID: its lines of all inquiries, its usage, and the whole bodies of messages that may hold it, which hold it in
    /// plain text. Usage of other ESI IDs stays.</summary>
    /// <param name="id">The ESI ID.</param>
    public static PurgeRequest Of(EsiId id) => new() { EsiId = id };
}
