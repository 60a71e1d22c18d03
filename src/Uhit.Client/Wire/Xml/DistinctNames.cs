namespace Uhit.Client.Wire.Xml;

/// <summary>The names that a document has used so far, each with a number from 0.</summary>
/// <remarks>The hash is seeded per process: a sender can't choose names that collide.</remarks>
internal sealed class DistinctNames(int maxCount)
{
    private readonly List<byte[]> _names = [];
    private readonly Dictionary<int, int> _firstByHash = [];
    private readonly List<int> _nextWithSameHash = [];

    /// <summary>The number of a name, which is new or not.</summary>
    public int Add(ReadOnlySpan<byte> name)
    {
        var hash = new HashCode();
        hash.AddBytes(name);
        var key = hash.ToHashCode();
        var first = _firstByHash.GetValueOrDefault(key, -1);
        for (var at = first; at >= 0; at = _nextWithSameHash[at])
        {
            if (name.SequenceEqual(_names[at].AsSpan()[..^1]))
            {
                return at;
            }
        }

        if (_names.Count == maxCount)
        {
            throw new XmlGuardException(nameof(MessageLimits.MaxDistinctNames));
        }

        // The ">" behind it makes the comparison of a whole tag one comparison.
        _names.Add([.. name, (byte)'>']);
        _nextWithSameHash.Add(first);
        _firstByHash[key] = _names.Count - 1;
        return _names.Count - 1;
    }

    /// <summary>The name with a ">" behind it.</summary>
    public ReadOnlySpan<byte> Closed(int number) => _names[number];
}
