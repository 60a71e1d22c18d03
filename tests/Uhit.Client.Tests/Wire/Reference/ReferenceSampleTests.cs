using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Reference;

public sealed class ReferenceSampleTests : SampleConformance
{
    protected override SimulatedWireFormat Format => ReferenceWireFormat.Instance;

    protected override string Samples => Path.Combine("Wire", "Reference", "samples");
}
