namespace Uhit.Client.Http;

/// <summary>The form in which a request goes out.</summary>
/// <param name="ContentType">The Content-Type header.</param>
/// <param name="ContentEncoding">The Content-Encoding header; <see langword="null"/> for none.</param>
/// <param name="Write">Writes the message, which comes in UTF-8, in that form.</param>
internal sealed record RequestForm(string ContentType, string? ContentEncoding, Action<Stream, ReadOnlyMemory<byte>> Write);
