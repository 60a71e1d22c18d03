namespace Uhit.Client.Reliability.Sends;

/// <summary>A request that CNP saw, whole or in part.</summary>
internal sealed class CnpRequest
{
    /// <summary>The RequestId, as soon as it was read.</summary>
    public string? RequestId { get; set; }

    public string? MessageId { get; set; }

    /// <summary>Whether all of it came.</summary>
    public bool IsWhole { get; set; }
}
