namespace Uhit.Client;

/// <summary>Fetches what CNP holds ready, where its contract does so instead of calling back. A host runs it
/// by itself; a program without one calls it.</summary>
/// <remarks>Keyed by the client's name. Thread-safe. What is fetched is stored, then confirmed: a crash anywhere repeats a fetch, loses
/// nothing and stores nothing twice.</remarks>
public interface IUsageHistoryPoller
{
    /// <summary>Whether the contract has something to fetch. Where it has not, the calls below do nothing.</summary>
    bool IsNeeded { get; }

    /// <summary>One round now: asks for every open inquiry until nothing more is ready, stores, and confirms.</summary>
    /// <param name="cancellationToken">Stops; what is being committed is committed.</param>
    /// <returns>How many messages were stored that were not there before.</returns>
    /// <exception cref="UhitException">CNP could not be reached or refused to answer, or the store
    /// failed. What was stored before is stored.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<int> PollAsync(CancellationToken cancellationToken = default);

    /// <summary>Round after round, with the waits of <see cref="UhitPollingOptions"/>, until it
    /// is cancelled. Failures are logged.</summary>
    /// <param name="cancellationToken">Ends it, without an exception.</param>
    Task RunAsync(CancellationToken cancellationToken);
}
