using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping.Writing;

/// <summary>The second contract's folder alone, both halves.</summary>
public sealed class SecondWholeCnpTests : CnpConformance
{
    protected override SimulatedWireFormat Format { get; } =
        MappedContract.Load(Path.Combine(Repository.Root, "tests", "Contracts", "second")).WireFormat;

    protected override bool HasMessageIds => false;
}
