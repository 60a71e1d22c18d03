namespace Uhit.Client.Http;

/// <summary>Takes the body of an answer with status 200 as it comes, where it may be larger than what is kept in memory.</summary>
internal interface IAnswerReceiver
{
    /// <summary>Takes it. What it throws ends the call as a failure to read the answer; its own trouble it keeps to itself.</summary>
    /// <param name="contentType">The Content-Type header; null where there is none.</param>
    /// <param name="contentEncoding">The Content-Encoding header: <c>gzip</c>, or null.</param>
    /// <param name="body">The body as it comes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task ReceiveAsync(string? contentType, string? contentEncoding, Stream body, CancellationToken cancellationToken);
}
