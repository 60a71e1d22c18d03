namespace Uhit.Client.Store;

/// <summary>How one transaction of a purge ended.</summary>
public enum PurgeStep
{
    /// <summary>All that was to go is gone.</summary>
    Done = 1,

    /// <summary>There is more: call again.</summary>
    More,

    /// <summary>Nothing was changed: events wait for a handler, or are dead letters.</summary>
    Held,

    /// <summary>There was nothing of it.</summary>
    Nothing,
}
