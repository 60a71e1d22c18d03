namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>A document inside an element.</summary>
internal sealed record PayloadModel
{
    public required PathModel Path { get; init; }

    /// <summary><c>base64</c>, <c>hex</c> or <c>text</c>.</summary>
    public required string Encoding { get; init; }

    /// <summary><c>none</c>, <c>gzip</c>, <c>zip</c> or <c>deflate</c>.</summary>
    public required string Compression { get; init; }

    public bool IsCsv { get; init; }

    public char Separator { get; init; } = ',';

    /// <summary>The names of the columns; empty where the first row has them.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Whether another one is unpacked and parted in the same way.</summary>
    public bool IsSameForm(PayloadModel other) =>
        (Encoding, Compression, IsCsv) == (other.Encoding, other.Compression, other.IsCsv)
        && (!IsCsv || (Separator == other.Separator && Columns.SequenceEqual(other.Columns)));
}
