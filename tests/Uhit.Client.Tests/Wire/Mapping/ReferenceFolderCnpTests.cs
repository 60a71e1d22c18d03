using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

public sealed class ReferenceFolderCnpTests : CnpConformance
{
    protected override SimulatedWireFormat Format { get; } = new ReadByFolderFormat(ReferenceWireFormat.Instance, "reference");

    protected override bool HasMessageIds => true;
}
