using Uhit.Client;
using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;

namespace Acme.Uhit._1.Tests;

/// <summary>What shows without a message of CNP's.</summary>
public sealed class ThirdPartyTests : ThirdPartyConformance
{
    protected override UhitWireFormat Format => Contract.Format;

    protected override IReadOnlyList<UhitOperation> Callbacks => Contract.Callbacks;

    protected override bool HasMessageIds => false;

    /// <summary>The contract has no detail of a fault.</summary>
    protected override WireFault? Carried(WireFault fault) => null;
}
