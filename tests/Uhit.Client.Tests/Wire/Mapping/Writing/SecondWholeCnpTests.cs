using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping;

namespace Uhit.Client.Tests.Wire.Mapping.Writing;

/// <summary>The second contract's folder alone, both halves.</summary>
public sealed class SecondWholeCnpTests : CnpConformance
{
    protected override IUhitWireFormat Format { get; } = MappedContract.Load(Path.Combine(Repository.Root, "tests", "Contracts", "second")).WireFormat;

    protected override bool HasMessageIds => false;
}
