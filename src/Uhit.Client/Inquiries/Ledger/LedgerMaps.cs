using System.Collections.Immutable;

namespace Uhit.Client.Inquiries.Ledger;

/// <summary>Changes the maps of a ledger.</summary>
internal static class LedgerMaps
{
    /// <summary>Puts a value in the place of another. Not <c>SetItem</c>: it keeps the old value where the two are equal, and instants are
    /// equal whatever their offset.</summary>
    public static ImmutableSortedDictionary<TKey, TValue> Put<TKey, TValue>(
        this ImmutableSortedDictionary<TKey, TValue> map, TKey key, TValue value)
        where TKey : notnull => map.Remove(key).Add(key, value);
}
