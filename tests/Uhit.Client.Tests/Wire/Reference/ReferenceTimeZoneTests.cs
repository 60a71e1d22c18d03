using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Reference;

namespace Uhit.Client.Tests.Wire.Reference;

[Collection(MachineZoneCollection.Name)]
public sealed class ReferenceTimeZoneTests : TimeZoneConformance
{
    protected override IUhitWireFormat Format => ReferenceWireFormat.Instance;
}
