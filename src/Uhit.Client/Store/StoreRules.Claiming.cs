namespace Uhit.Client.Store;

/// <content>What is ready to be claimed, and in which order.</content>
public static partial class StoreRules
{
    /// <summary>When an event may be tried next: as soon as one of the handlers may that are neither done with it nor given up; at once
    /// where there is no such handler.</summary>
    /// <param name="handlers">How far each handler has come.</param>
    public static DateTimeOffset NextTry(IEnumerable<HandlerProgress> handlers) => handlers
        .Where(progress => progress is { IsComplete: false, IsDead: false })
        .Select(progress => progress.NotBefore ?? DateTimeOffset.MinValue)
        .DefaultIfEmpty(DateTimeOffset.MinValue)
        .Min();

    /// <summary>Whether an inquiry may be claimed: nobody has its lease, and its first waiting event may be tried. An inquiry whose first
    /// event waits for its next try is passed over as a whole, for order is kept.</summary>
    /// <param name="leasedUntil">When the lease of its last claim ends; <see langword="null"/> where it was given back.</param>
    /// <param name="notBefore">When its first waiting event may be tried, of the kinds asked for.</param>
    /// <param name="now">The time now.</param>
    public static bool IsReady(DateTimeOffset? leasedUntil, DateTimeOffset notBefore, DateTimeOffset now) =>
        (leasedUntil is null || leasedUntil <= now) && notBefore <= now;

    /// <summary>By what the inquiries that may be claimed are ordered: those go first whose first event never failed, in stored order; then
    /// those that wait for another try, by its time. So failing ones keep no others from being tried.</summary>
    /// <param name="notBefore">When the first waiting event of an inquiry may be tried.</param>
    /// <param name="sequence">The number of that event.</param>
    public static (DateTimeOffset NotBefore, long Sequence) ClaimOrder(DateTimeOffset notBefore, long sequence) => (notBefore, sequence);

    /// <summary>The events that a claim hands out: it ends before the first that may not be tried.</summary>
    /// <typeparam name="T">An event.</typeparam>
    /// <param name="waiting">The waiting events of one inquiry, in stored order.</param>
    /// <param name="notBefore">When an event may be tried.</param>
    /// <param name="now">The time now.</param>
    public static IReadOnlyList<T> Ready<T>(IEnumerable<T> waiting, Func<T, DateTimeOffset> notBefore, DateTimeOffset now) =>
        [.. waiting.TakeWhile(next => notBefore(next) <= now)];
}
