namespace Uhit.Client.Usage;

/// <summary>Puts the columns of a builder into the same new order.</summary>
internal static class ListOrder
{
    /// <summary>Leaves the elements at some positions, in that order.</summary>
    public static void Keep<T>(List<T> list, List<int> kept)
    {
        var copy = kept.ConvertAll(index => list[index]);
        list.Clear();
        list.AddRange(copy);
    }
}
