using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Reference;

namespace Uhit.Client.Tests.Wire.Reference;

public sealed class ReferenceThirdPartyTests : ThirdPartyConformance
{
    protected override IUhitWireFormat Format => ReferenceWireFormat.Instance;
}
