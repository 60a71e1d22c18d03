using Uhit.Client.Conformance.Wire;
using Uhit.Client.SecondContract;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Second;

[Collection(MachineZoneCollection.Name)]
public sealed class SecondTimeZoneTests : TimeZoneConformance
{
    protected override SimulatedWireFormat Format { get; } = new SecondWireFormat();

    protected override bool HasMessageIds => false;
}
