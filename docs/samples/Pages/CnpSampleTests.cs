// <tests>
using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;
// </tests>

// <tests>
public sealed class CnpSampleTests : SampleConformance
{
    protected override UhitWireFormat Format { get; } = SimulatedWireFormat.Reference; // here: the format of yours
}
// </tests>
