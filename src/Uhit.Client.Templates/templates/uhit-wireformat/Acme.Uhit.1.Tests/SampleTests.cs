using Uhit.Client;
using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;

namespace Acme.Uhit._1.Tests;

/// <summary>Captured messages, in the folder samples, are read as the files beside them say.</summary>
public sealed class SampleTests : SampleConformance
{
    protected override UhitWireFormat Format => Contract.Format;

    protected override IReadOnlyList<UhitOperation> Callbacks => Contract.Callbacks;

    protected override bool HasMessageIds => false;
}
