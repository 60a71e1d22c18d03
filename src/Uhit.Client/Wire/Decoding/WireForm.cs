using Uhit.Client.Decompression;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Wire.Decoding;

/// <summary>In which form a message came: what its HTTP headers say that is needed to read its bytes.</summary>
internal sealed class WireForm
{
    private readonly ContentTypeValue? _type;

    private WireForm(string? contentType, string? contentEncoding)
    {
        ContentType = contentType;
        ContentEncoding = contentEncoding;
        _type = ContentTypeValue.Parse(contentType);
        IsMultipart = _type?.MediaType == "multipart/related";
    }

    /// <summary>One document, not compressed; its first bytes say in which encoding.</summary>
    public static WireForm Plain { get; } = new(null, null);

    /// <summary>A document in UTF-8, whatever is in it.</summary>
    public static WireForm Utf8 { get; } = new(null, null) { IsUtf8 = true };

    /// <summary>The Content-Type header.</summary>
    public string? ContentType { get; }

    /// <summary>The Content-Encoding header; <see langword="null"/> where it says nothing.</summary>
    public string? ContentEncoding { get; }

    private bool IsUtf8 { get; init; }

    /// <summary>Whether the document is one of several parts.</summary>
    public bool IsMultipart { get; }

    /// <summary>Whether the document is shorter or longer than what came.</summary>
    public bool IsPacked => IsMultipart || ContentEncoding is not null;

    /// <summary>Whether the bytes alone do not say how they are read.</summary>
    public bool NeedsHeaders =>
        IsPacked || (_type?["charset"] is { } charset && !(TextEncodings.Find(charset) is { } encoding && TextEncodings.IsUtf8(encoding)));

    /// <summary>The Content-Type header, where the bytes alone do not say how they are read; else <see langword="null"/>.</summary>
    public string? NeededContentType => NeedsHeaders ? ContentType : null;

    /// <summary>The form that headers tell of.</summary>
    /// <returns><see langword="null"/> for a compression that is not taken: all but gzip.</returns>
    public static WireForm? Of(string? contentType, string? contentEncoding)
    {
        contentEncoding = string.IsNullOrWhiteSpace(contentEncoding)
            || contentEncoding.Trim().Equals("identity", StringComparison.OrdinalIgnoreCase) ? null : contentEncoding.Trim();
        return contentEncoding is null
            || contentEncoding.Equals("gzip", StringComparison.OrdinalIgnoreCase)
            || contentEncoding.Equals("x-gzip", StringComparison.OrdinalIgnoreCase)
            ? new WireForm(contentType, contentEncoding)
            : null;
    }

    /// <summary>The document in UTF-8: the root part where there are several.</summary>
    /// <param name="received">The bytes as they came; disposed of together with the document.</param>
    /// <param name="limits">The limits: those of the XML are not held here.</param>
    /// <param name="toEnd">Whether what stands behind the document is looked at too, before its end is told.</param>
    public Stream OpenDocument(Stream received, MessageLimits limits, bool toEnd = false)
    {
        if (IsUtf8)
        {
            return received;
        }

        var plain = Unpack(received, limits);
        if (!IsMultipart)
        {
            return new Utf8DocumentStream(plain, () => _type?["charset"]);
        }

        var root = new RootPartStream(plain, _type!, limits, toEnd);
        return new Utf8DocumentStream(root, () => root.Charset);
    }

    /// <summary>The parts beside the document.</summary>
    /// <param name="open">Opens the bytes as they came, as often as it is asked.</param>
    /// <param name="limits">The limits.</param>
    /// <returns><see langword="null"/> where there are none.</returns>
    /// <param name="count">Put around the parts, where their bytes are to be counted.</param>
    public Attachments? OpenAttachments(Func<Stream> open, MessageLimits limits, Func<Stream, Stream>? count = null) => IsMultipart
        ? new Attachments(() => new MultipartReader(Counted(Unpack(open(), limits), count), _type!["boundary"] ?? string.Empty, limits))
        : null;

    private static Stream Counted(Stream parts, Func<Stream, Stream>? count) => count is null ? parts : count(parts);

    private Stream Unpack(Stream received, MessageLimits limits) =>
        ContentEncoding is null ? received : new GunzipStream(received, limits.MaxCompressionRatio);
}
