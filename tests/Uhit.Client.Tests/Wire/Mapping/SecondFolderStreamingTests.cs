using Uhit.Client.Conformance.Wire;
using Uhit.Client.SecondContract;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

public sealed class SecondFolderStreamingTests : StreamingConformance
{
    protected override SimulatedWireFormat Format { get; } = new ReadByFolderFormat(new SecondWireFormat(), "second");

    protected override bool HasMessageIds => false;
}
