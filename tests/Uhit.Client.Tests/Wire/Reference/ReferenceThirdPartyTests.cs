using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Reference;

public sealed class ReferenceThirdPartyTests : ThirdPartyConformance
{
    protected override SimulatedWireFormat Format => ReferenceWireFormat.Instance;
}
