using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Reference;

[Collection(MachineZoneCollection.Name)]
public sealed class ReferenceTimeZoneTests : TimeZoneConformance
{
    protected override SimulatedWireFormat Format => ReferenceWireFormat.Instance;
}
