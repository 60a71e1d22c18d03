using System.Diagnostics.CodeAnalysis;

namespace Uhit.Client.Store;

/// <summary>Our own number for one received callback: under it its body is spooled before anybody can see it.</summary>
/// <param name="Value">The number; sorts by time of receipt.</param>
[Experimental("UHIT001")]
public readonly record struct ReceiptId(Guid Value)
{
    /// <summary>Makes a new one.</summary>
    /// <param name="timeProvider">The clock.</param>
    public static ReceiptId Create(TimeProvider timeProvider) => new(Guid.CreateVersion7(timeProvider.GetUtcNow()));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("N");
}
