namespace Uhit.Client.Wire.Decoding;

/// <summary>The headers of a part that say how it is read, and its number from 0.</summary>
internal sealed record PartHead(int Number, string? ContentId, string? ContentType, string? TransferEncoding)
{
    /// <summary>A content id, or a reference to one, without what is around it (RFC 2392).</summary>
    public static string? PlainId(string? id)
    {
        if (id is null)
        {
            return null;
        }

        var isReference = id.StartsWith("cid:", StringComparison.OrdinalIgnoreCase);
        return isReference ? Uri.UnescapeDataString(id[4..]) : id.Trim('<', '>', ' ');
    }
}
