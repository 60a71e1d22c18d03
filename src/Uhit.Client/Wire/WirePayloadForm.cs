namespace Uhit.Client.Wire;

/// <summary>In which form a payload stands in a message.</summary>
public sealed record WirePayloadForm
{
    /// <summary>How it is compressed.</summary>
    /// <value>Default: <see cref="WirePayloadCompression.None"/>.</value>
    public WirePayloadCompression Compression { get; init; } = WirePayloadCompression.None;

    /// <summary>The encoding of its text, such as <c>windows-1252</c>. A byte order mark in it is believed against this.</summary>
    /// <value>Default: <see langword="null"/>: what an XML declaration says, else UTF-8.</value>
    public string? Charset { get; init; }

    /// <summary>The most bytes of it, decoded and decompressed, and of all payloads of its message that are opened by then.</summary>
    /// <value>Default: 512 MiB.</value>
    public long MaxBytes { get; init; } = 512L * 1024 * 1024;
}
