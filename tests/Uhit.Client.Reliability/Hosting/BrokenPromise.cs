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

    /// <summary>Every third callback is acknowledged and not stored.</summary>
    LosesSome,

    /// <summary>A copy gets an answer of its own.</summary>
    AnswersAnew,

    /// <summary>A purge takes what it has begun for done.</summary>
    PurgesHalf,

    /// <summary>A store that is not of the current version is made again.</summary>
    MakesStoreAnew,

    /// <summary>A send that was cut off is taken for one of which nothing had left.</summary>
    TakesCutOffForNotSent,

    /// <summary>An inquiry whose arrival is uncertain is sent again when it is submitted again.</summary>
    SendsBlindly,

    /// <summary>An inquiry is sent first, and stored later.</summary>
    SendsBeforeStored,

    /// <summary>What a kill left unmatched is never looked at again.</summary>
    NeverAdopts,
}
