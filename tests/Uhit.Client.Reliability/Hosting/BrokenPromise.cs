namespace Uhit.Client.Reliability.Hosting;

/// <summary>What a child does wrong on purpose, to show that the checks see it.</summary>
internal enum BrokenPromise
{
    None = 0,

    /// <summary>The acknowledgement goes out, and the commit comes later.</summary>
    AcknowledgesBeforeCommit,

    /// <summary>It is noted that handlers are done before they begin.</summary>
    CompletesBeforeHandler,

    /// <summary>A completion counts whoever has the claim by now.</summary>
    IgnoresFencing,
}
