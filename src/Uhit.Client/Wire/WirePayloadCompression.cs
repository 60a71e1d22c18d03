namespace Uhit.Client.Wire;

/// <summary>How a payload is compressed.</summary>
public enum WirePayloadCompression
{
    /// <summary>Not at all.</summary>
    None = 1,

    /// <summary>Gzip (RFC 1952).</summary>
    Gzip = 2,

    /// <summary>A zip archive of one file, whatever its name; folders are passed over.</summary>
    Zip = 3,

    /// <summary>Deflate, in the frame of zlib (RFC 1950) or without it (RFC 1951).</summary>
    Deflate = 4,
}
