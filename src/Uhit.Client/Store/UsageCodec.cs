using System.Diagnostics.CodeAnalysis;
using Uhit.Client.Usage;

namespace Uhit.Client.Store;

/// <summary>Packs usage for a store, and unpacks it.</summary>
[Experimental("UHIT001")]
public static class UsageCodec
{
    /// <summary>Packs the usage of one line.</summary>
    /// <param name="history">The usage.</param>
    public static PackedUsage Pack(UsageHistory history) => throw new NotSupportedException();

    /// <summary>Unpacks the usage of one line.</summary>
    /// <param name="usage">The packed usage.</param>
    public static UsageHistory Unpack(PackedUsage usage) => throw new NotSupportedException();
}
