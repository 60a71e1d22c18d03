using Uhit.Client.Conformance.Wire;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Notify;

public sealed class NotifyHostilityTests : HostilityConformance
{
    protected override SimulatedWireFormat Format { get; } = new NotifyWireFormat();

    protected override IReadOnlyList<UhitOperation> Callbacks => NotifyCarried.Callbacks;

    protected override MessageHeader Carried(MessageHeader header, UhitOperation operation) => NotifyCarried.Of(header, operation);

    protected override InquiryMessage Carried(InquiryMessage message) => NotifyCarried.Of(message);

    protected override LineValidation Carried(LineValidation validation) => NotifyCarried.Of(validation);

    protected override UsageHistory Carried(UsageHistory history) => NotifyCarried.Of(history);

    protected override TransactionId? Carried(TransactionId? transactionId, UhitOperation operation) =>
        operation == UhitOperation.FetchUsage ? null : transactionId;

    protected override DeliveryPart? Carried(DeliveryPart part) => null;

    protected override WireFault? Carried(WireFault fault) => null;
}
