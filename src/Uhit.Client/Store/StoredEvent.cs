using System.Diagnostics.CodeAnalysis;
using Uhit.Client.Inquiries;

namespace Uhit.Client.Store;

/// <summary>A stored event that waits for its handlers.</summary>
[Experimental("UHIT001")]
public sealed record StoredEvent
{
    /// <summary>The order in which events were stored.</summary>
    public required long Sequence { get; init; }

    /// <summary>The named client.</summary>
    public required string Client { get; init; }

    /// <summary>Test or Production.</summary>
    public required UhitEnvironment Environment { get; init; }

    /// <summary>The inquiry, known or not.</summary>
    public required RequestId RequestId { get; init; }

    /// <summary>The event.</summary>
    public required NewStoredEvent Event { get; init; }

    /// <summary>How far each handler has come, by its name; a handler that has not tried yet is absent.</summary>
    public required IReadOnlyDictionary<string, HandlerProgress> Handlers { get; init; }
}
