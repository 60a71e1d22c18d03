namespace Uhit.Client.Reliability.Probing;

/// <summary>Stands around every asynchronous call of a store.</summary>
/// <param name="call">The call.</param>
/// <param name="next">Makes it.</param>
/// <returns>What the caller gets; <see langword="null"/> for a call without a result.</returns>
internal delegate Task<object?> StoreProbe(StoreCall call, Func<Task<object?>> next);
