using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

[Collection(MachineZoneCollection.Name)]
public sealed class ReferenceFolderTimeZoneTests : TimeZoneConformance
{
    protected override SimulatedWireFormat Format { get; } = new ReadByFolderFormat(ReferenceWireFormat.Instance, "reference");

    protected override bool HasMessageIds => true;
}
