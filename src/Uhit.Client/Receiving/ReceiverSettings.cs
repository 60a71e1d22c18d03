using Uhit.Client.Certificates;
using Uhit.Client.Wire;

namespace Uhit.Client.Receiving;

/// <summary>Whose callbacks are taken, from whom, and within which bounds.</summary>
internal sealed class ReceiverSettings
{
    /// <summary>The most callbacks that could not be taken that are kept: further different ones are logged, and not stored.</summary>
    public const int MaxUnreadableEntries = 10_000;

    /// <summary>The named client whose callbacks are taken.</summary>
    public required string Client { get; init; }

    /// <summary>Test or Production: stamped on all that is stored.</summary>
    public required UhitEnvironment Environment { get; init; }

    /// <summary>The Authentication ID that every callback must name.</summary>
    public required AuthenticationId AuthenticationId { get; init; }

    /// <summary>The contract.</summary>
    public required UhitWireFormat WireFormat { get; init; }

    /// <summary>Who may call.</summary>
    public required PeerPolicy Peers { get; init; }

    /// <summary>Names of header blocks that are taken for understood although nobody reads them.</summary>
    public IReadOnlyList<string> UnderstoodHeaders { get; init; } = [];

    /// <summary>What the user set.</summary>
    public UhitCallbackOptions Callback { get; init; } = new();
}
