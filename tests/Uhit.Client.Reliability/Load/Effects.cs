using System.Collections.Concurrent;

namespace Uhit.Client.Reliability.Load;

/// <summary>What handlers were called with, in this process: how often for each event.</summary>
internal sealed class Effects
{
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> Calls => _calls;

    public void Add(string eventKey) => _calls.AddOrUpdate(eventKey, 1, static (_, count) => count + 1);
}
