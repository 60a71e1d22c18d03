using System.Text.Json.Serialization;

namespace Uhit.Client;

/// <summary>How a purge on demand ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PurgeOutcome>))]
public enum PurgeOutcome
{
    /// <summary>All that was to go is gone.</summary>
    Purged = 1,

    /// <summary>Nothing was purged: events wait for a handler, or are dead letters. Handle them, or purge with
    /// <see cref="PurgeRequest.IncludeWaiting"/>.</summary>
    Held,

    /// <summary>There is nothing of it in this client.</summary>
    NothingFound,
}
