namespace Uhit.Client.Certificates;

/// <summary>The verdict on a server's certificate.</summary>
/// <param name="Failure">The rule that failed, or <see cref="ServerTrustFailure.None"/>.</param>
/// <param name="Message">What is wrong and what to do; empty when accepted.</param>
internal sealed record ServerTrustVerdict(ServerTrustFailure Failure, string Message)
{
    /// <summary>What failed and what to do, cleaned to be shown: names in it are the other side's.</summary>
    public string Message { get; init; } = DisplayText.Of(Message);

    internal static readonly ServerTrustVerdict Accepted = new(ServerTrustFailure.None, "");

    /// <summary>Whether the certificate is accepted.</summary>
    public bool IsAccepted => Failure == ServerTrustFailure.None;
}
