using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Reference;

namespace Uhit.Client.Tests.Wire.Mapping;

public sealed class ReferenceFolderHostilityTests : HostilityConformance
{
    protected override IUhitWireFormat Format { get; } = new ReadByFolderFormat(ReferenceWireFormat.Instance, "reference");

    protected override bool HasMessageIds => true;
}
