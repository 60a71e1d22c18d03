using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Reference;

[Collection(MachineZoneCollection.Name)]
public sealed class ReferenceTimeZoneTests : TimeZoneConformance
{
    protected override ISimulatedWireFormat Format => ReferenceWireFormat.Instance;
}
