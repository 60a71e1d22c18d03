using System.Data.Common;

namespace Uhit.Client.Relational;

/// <summary>A chunk of a body.</summary>
internal sealed record Chunk(ReadOnlyMemory<byte> Content)
{
    /// <summary>Reads content; and key_id, wherever it is.</summary>
    public static Chunk Read(DbDataReader reader, PayloadProtection protection) => new(reader.GetContent(0, protection));
}
