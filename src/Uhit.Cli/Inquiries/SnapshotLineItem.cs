using Uhit.Cli.Errors;
using Uhit.Client;

namespace Uhit.Cli.Inquiries;

/// <summary>One line of an inquiry as it stands, as JSON.</summary>
internal sealed record SnapshotLineItem(int LineNumber, string EsiId, LineState State, RequestedUsage Received, IReadOnlyList<ErrorItem>? Errors)
{
    public static SnapshotLineItem Of(LineSnapshot line) => new(line.LineNumber, line.EsiId.Value, line.State, line.Received, ErrorItem.ListOf(line.Errors));
}
