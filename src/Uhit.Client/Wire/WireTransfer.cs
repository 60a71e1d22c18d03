using System.Text;

namespace Uhit.Client.Wire;

/// <summary>In which form what we send goes out. What comes in is taken in every form, whatever this says.</summary>
public sealed record WireTransfer
{
    /// <summary>UTF-8, not compressed, no parts.</summary>
    public static WireTransfer Plain { get; } = new();

    /// <summary>The encoding of the text: <see cref="System.Text.Encoding.UTF8"/>, without a byte order mark;
    /// <see cref="System.Text.Encoding.Unicode"/>, UTF-16 in little-endian with one; or <see cref="System.Text.Encoding.Latin1"/>,
    /// ISO-8859-1, with character references for what it can't say.</summary>
    /// <value>Default: UTF-8.</value>
    /// <exception cref="ArgumentException">It is another encoding.</exception>
    public Encoding Encoding
    {
        get;
        init => field = value?.WebName is "utf-8" or "utf-16" or "iso-8859-1"
            ? value
            : throw new ArgumentException(
                "A message goes out in UTF-8, UTF-16 (Encoding.Unicode) or ISO-8859-1 (Encoding.Latin1).", nameof(value));
    } = Encoding.UTF8;

    /// <summary>Whether requests are compressed (<c>Content-Encoding: gzip</c>). Answers never are.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Gzip { get; init; }

    /// <summary>Whether requests are one document, or the root part of several.</summary>
    /// <value>Default: <see cref="WirePackaging.Document"/>.</value>
    public WirePackaging Packaging { get; init; } = WirePackaging.Document;

    /// <summary>The name of the encoding, as a content type says it.</summary>
    internal string Charset => Encoding.WebName;

    internal bool IsUtf8 => Charset == "utf-8";
}
