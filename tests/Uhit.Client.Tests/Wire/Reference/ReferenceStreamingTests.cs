using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Reference;

public sealed class ReferenceStreamingTests : StreamingConformance
{
    protected override SimulatedWireFormat Format => ReferenceWireFormat.Instance;

    [Fact]
    public void ReadCallback_AYear_AllocatesNothingPerReading() => Assert.InRange(BytesAllocatedByAYear(), 0, 35_040 * 120);
}
