namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Counts what one line holds of something, and refuses what is beyond the limit before it is built.</summary>
/// <param name="max">The limit.</param>
/// <param name="limit">Its name among <see cref="MessageLimits"/>.</param>
internal sealed class Bound(int max, string limit)
{
    private int _count;

    public int Count => _count;

    public void Add(MessageWalker walker)
    {
        if (++_count > max)
        {
            throw MessageLimits.Exceeded(limit, walker.At.Path);
        }
    }
}
