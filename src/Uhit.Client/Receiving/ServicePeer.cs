using Uhit.Client.Wire.Decoding;

namespace Uhit.Client.Receiving;

/// <summary>The names under which what CNP's service answered is stored, where callbacks have the name of
/// their peer. They say how such a message is read.</summary>
internal static class ServicePeer
{
    /// <summary>How they begin; no peer of a receiver may have such a name.</summary>
    public const string Prefix = "service:";

    /// <summary>The message stood in the answer to an inquiry.</summary>
    public const string Answered = Prefix + "answered";

    /// <summary>The message was fetched.</summary>
    public const string Fetched = Prefix + "fetched";

    public static bool Is(string peer) => peer.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>In which form the bytes are that are stored under a name.</summary>
    /// <remarks>Of an answer without a content type only its document is stored, in UTF-8: so older versions stored all of them.</remarks>
    /// <param name="peer">Under which name they are stored.</param>
    /// <param name="contentType">Their content type, where it is stored.</param>
    /// <param name="contentEncoding">Their content encoding likewise.</param>
    /// <exception cref="UhitStoreException">The content encoding is one that is not known here.</exception>
    public static WireForm FormOf(string peer, string? contentType, string? contentEncoding) =>
        Is(peer) && contentType is null && contentEncoding is null ? WireForm.Utf8
            : WireForm.Of(contentType, contentEncoding) ?? throw new UhitStoreException(
                $"A stored body came in the content encoding \"{contentEncoding}\", which this version does not know: use a newer one.",
                isTransient: false);

    /// <summary>The content type that is stored beside bytes, so that <see cref="FormOf"/> knows their form again.</summary>
    /// <param name="peer">Under which name they are stored.</param>
    /// <param name="form">Their form.</param>
    public static string? ContentTypeOf(string peer, WireForm form) =>
        !Is(peer) ? form.NeededContentType
        : ReferenceEquals(form, WireForm.Utf8) ? null
        : form.ContentType ?? "text/xml";

    /// <summary>As which operation a message is read; <see langword="null"/> for a callback, whose body says it.</summary>
    /// <param name="peer">Under which name it is stored.</param>
    /// <param name="stored">The operation that it was found to be.</param>
    public static UhitOperation? ReadAs(string peer, UhitOperation? stored) => peer switch
    {
        Fetched => UhitOperation.FetchUsage,
        Answered => stored,
        _ => null,
    };
}
