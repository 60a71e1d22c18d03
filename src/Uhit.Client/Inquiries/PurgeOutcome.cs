using System.Text.Json.Serialization;

namespace Uhit.Client;

/// <summary>How a purge ended, or one transaction of it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PurgeOutcome>))]
public enum PurgeOutcome
{
    /// <summary>All that was to go is gone.</summary>
    Purged = 1,

    /// <summary>Nothing was purged: events wait for a handler, or are dead letters. Handle them, or purge with
    /// <c>includeWaiting</c>.</summary>
    Held,

    /// <summary>There is nothing of it in this client.</summary>
    NothingFound,

    /// <summary>There is more: only what a store says of one transaction, which is then followed by another.</summary>
    More,
}
