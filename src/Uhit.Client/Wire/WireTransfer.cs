namespace Uhit.Client.Wire;

/// <summary>In which form what we send goes out. What comes in is taken in every form, whatever this says.</summary>
public sealed record WireTransfer
{
    /// <summary>UTF-8, not compressed, no parts.</summary>
    public static WireTransfer Plain { get; } = new();

    /// <summary>The encoding of the text.</summary>
    /// <value>Default: <see cref="WireEncoding.Utf8"/>.</value>
    public WireEncoding Encoding { get; init; } = WireEncoding.Utf8;

    /// <summary>Whether requests are compressed (<c>Content-Encoding: gzip</c>). Answers never are.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Gzip { get; init; }

    /// <summary>Whether requests are one document, or the root part of several.</summary>
    /// <value>Default: <see cref="WirePackaging.Document"/>.</value>
    public WirePackaging Packaging { get; init; } = WirePackaging.Document;
}
