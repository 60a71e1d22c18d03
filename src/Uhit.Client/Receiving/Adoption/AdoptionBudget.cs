using Uhit.Client.Store;

namespace Uhit.Client.Receiving.Adoption;

/// <summary>How much is adopted at one go: what is beyond it waits for the <see cref="AdoptionChore"/>, so
/// that the order stays that in which they came.</summary>
/// <param name="maxCallbacks">The most callbacks.</param>
/// <param name="maxBytes">The most bytes of their bodies.</param>
internal sealed class AdoptionBudget(int maxCallbacks, long maxBytes)
{
    /// <summary>The most bytes of <see cref="Small"/>.</summary>
    public const long SmallBytes = 4 * 1024 * 1024;

    private int _callbacks;
    private long _bytes;

    /// <summary>Whether something was left for want of it.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>What is adopted after a callback or an answer, by whoever took that: it has other things to do.</summary>
    public static AdoptionBudget Small() => new(16, SmallBytes);

    /// <summary>Takes one more.</summary>
    /// <returns>Whether there is room for it.</returns>
    public bool Take(InboxEntry entry)
    {
        _callbacks++;
        _bytes += entry.BodyLength;
        IsSpent |= _callbacks > maxCallbacks || _bytes > maxBytes;
        return !IsSpent;
    }
}
