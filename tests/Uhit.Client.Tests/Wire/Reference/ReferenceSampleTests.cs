using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Reference;

namespace Uhit.Client.Tests.Wire.Reference;

public sealed class ReferenceSampleTests : SampleConformance
{
    protected override IUhitWireFormat Format => ReferenceWireFormat.Instance;

    protected override string Samples => Path.Combine("Wire", "Reference", "samples");
}
