using Uhit.Client.Conformance.Wire;
using Uhit.Client.SecondContract;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Second;

public sealed class SecondHostilityTests : HostilityConformance
{
    protected override SimulatedWireFormat Format { get; } = new SecondWireFormat();

    protected override bool HasMessageIds => false;
}
