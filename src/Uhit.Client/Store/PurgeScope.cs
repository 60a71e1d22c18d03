namespace Uhit.Client.Store;

/// <summary>What is to be purged: exactly one of age, inquiry and ESI ID is set.</summary>
public sealed record PurgeScope
{
    /// <summary>The named client.</summary>
    public required string Client { get; init; }

    /// <summary>What was received, and inquiries that were created, before this instant.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>One inquiry, known or not.</summary>
    public RequestId? RequestId { get; init; }

    /// <summary>One ESI ID: the messages with usage of it, and of the inquiries that ask for it the
    /// messages without usage, which may name it.</summary>
    public EsiId? EsiId { get; init; }
}
