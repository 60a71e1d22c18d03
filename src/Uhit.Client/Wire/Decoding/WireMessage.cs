using Uhit.Client.Decompression;

namespace Uhit.Client.Wire.Decoding;

/// <summary>A received message: its bytes as they came, and what is in them.</summary>
/// <param name="openReceived">Opens the bytes as they came, as often as it is asked.</param>
/// <param name="form">In which form they are.</param>
/// <param name="limits">The limits.</param>
/// <param name="count">Put around the document and around the parts beside it, where their bytes are to be counted and not those that came;
/// <see langword="null"/> for neither.</param>
internal sealed class WireMessage(
    Func<Stream> openReceived, WireForm form, MessageLimits limits, Func<Stream, Stream>? count = null) : IDisposable
{
    private readonly Attachments? _attachments = form.OpenAttachments(openReceived, limits, count);

    public MessageLimits Limits => limits;

    /// <summary>A document in UTF-8 that is all of the message.</summary>
    public static WireMessage OfUtf8(Func<Stream> open, MessageLimits limits) => new(open, WireForm.Utf8, limits);

    /// <summary>Opens the document in UTF-8.</summary>
    public Stream OpenDocument()
    {
        var document = form.OpenDocument(openReceived(), limits);
        return count is null ? document : count(document);
    }

    /// <summary>Opens a part beside the document.</summary>
    /// <returns><see langword="null"/> where there is none of this id.</returns>
    public Stream? OpenAttachment(string contentId)
    {
        const string Path = "attachment";
        try
        {
            return _attachments?.Open(contentId) is { } part ? new PayloadStream(part, Path, limits.MaxBytes) : null;
        }
        catch (DecodingException e)
        {
            throw PayloadErrors.Of(e, Path);
        }
    }

    public void Dispose() => _attachments?.Dispose();
}
