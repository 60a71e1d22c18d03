using System.Net;

namespace Uhit.Client.Http;

/// <summary>An answer as it came, read whole.</summary>
/// <param name="StatusCode">HTTP status.</param>
/// <param name="ContentType">The header as it came; null when absent.</param>
/// <param name="RetryAfter">When the server asks to come back, clamped to 1 second to 24 hours; null when it does not.</param>
/// <param name="Body">The bytes.</param>
internal sealed record SendResponse(HttpStatusCode StatusCode, string? ContentType, TimeSpan? RetryAfter, ReadOnlyMemory<byte> Body);
