using System.Buffers.Binary;

namespace Uhit.Client;

/// <summary>Our own number for one received callback: under it its body is spooled before anybody can see it.</summary>
public readonly record struct ReceiptId
{
    /// <summary>Makes one.</summary>
    /// <param name="value">The number; sorts by time of receipt.</param>
    public ReceiptId(Guid value)
    {
        Value = value;
    }

    /// <summary>The number; sorts by time of receipt.</summary>
    public Guid Value { get; init; }

    /// <summary>Makes a new one.</summary>
    /// <param name="timeProvider">The clock.</param>
    public static ReceiptId Create(TimeProvider timeProvider) => new(Guid.CreateVersion7(timeProvider.GetUtcNow()));

    /// <summary>When it was made, to the millisecond: what was appended under it and never committed is swept by this age.</summary>
    /// <remarks>The beginning of 1970 for one that was not made by <see cref="Create"/>: it is swept first.</remarks>
    public DateTimeOffset CreatedAt => Value.Version == 7
        ? DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(Value.ToByteArray(bigEndian: true)) >> 16)
        : DateTimeOffset.UnixEpoch;

    /// <summary>Reads a number as <see cref="ToString"/> writes it, dashes allowed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="receipt">The number.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string? text, out ReceiptId receipt)
    {
        var isOne = Guid.TryParse(text, out var value);
        receipt = new ReceiptId(value);
        return isOne;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("N");
}
