namespace Uhit.Client.Inquiries.Ledger;

/// <summary>What a delivery holds for one line.</summary>
/// <param name="EsiId">The ESI ID.</param>
/// <param name="Received">The kinds of usage in it.</param>
/// <param name="NoData">What CNP said where there is nothing to send after all.</param>
internal sealed record DeliveredLine(EsiId EsiId, RequestedUsage Received, ReportedError? NoData)
{
    /// <summary>The kinds that its message could hold, where others come in messages of their own;
    /// <see cref="RequestedUsage.None"/> where it holds all there is.</summary>
    public RequestedUsage Kinds { get; init; }
}
