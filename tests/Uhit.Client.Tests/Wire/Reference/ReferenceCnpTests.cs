using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Reference;

public sealed class ReferenceCnpTests : CnpConformance
{
    protected override SimulatedWireFormat Format => ReferenceWireFormat.Instance;
}
