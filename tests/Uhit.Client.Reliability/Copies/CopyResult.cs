using Uhit.Client.Reliability.InProcess;

namespace Uhit.Client.Reliability.Copies;

/// <summary>What came of rounds of copies.</summary>
/// <param name="Effects">How many messages a handler had completed.</param>
/// <param name="Identical">How many copies were acknowledged by the bytes that the first of their round got.</param>
/// <param name="Violations">What was broken.</param>
internal sealed record CopyResult(int Effects, int Identical, IReadOnlyList<Violation> Violations);
