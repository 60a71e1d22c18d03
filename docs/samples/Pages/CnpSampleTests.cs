// <tests>
using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;
// </tests>

// <tests>
public sealed class CnpSampleTests : SampleConformance
{
    protected override IUhitWireFormat Format { get; } = ReferenceWireFormat.Instance; // here: the format of yours
}
// </tests>
