using System.Reflection;
using Uhit.Client.Tests;
using Uhit.Client.Usage;
using Uhit.Client.Wire;

namespace Uhit.Client.Reliability.Traffic;

/// <summary>The reference contract as if it carried no RequestId and no Authentication ID.</summary>
/// <remarks>An acknowledgement names its inquiry by the MessageId under which it was sent, and may bring CNP's number.</remarks>
internal sealed class UnnamedWireFormat : WireFormatProxy
{
    private CallbackNaming _naming;

    public static SimulatedWireFormat Create(CallbackNaming naming)
    {
        var format = new UnnamedWireFormat();
        format._naming = naming;
        return format;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(SimulatedWireFormat.WithSecrets) => this,
        "get_" + nameof(SimulatedWireFormat.Correlation) => CorrelationKinds.CorrelationId
            | (_naming == CallbackNaming.Number ? CorrelationKinds.TransactionId : CorrelationKinds.EsiId),
        nameof(SimulatedWireFormat.ReadCallback) => Read(args!),
        nameof(SimulatedWireFormat.WriteCallbackAnswer) => Ask(targetMethod, [args![0], args[1], Named((Acknowledgement)args[2]!)]),
        _ => Ask(targetMethod, args),
    };

    private static object? Ask(MethodInfo method, object?[]? args) =>
        method.Invoke(Reference, BindingFlags.DoNotWrapExceptions, null, args, null);

    private object? Read(object?[] args)
    {
        Reference.ReadCallback(
            (UhitOperation)args[0]!, (WireBody)args[1]!, new Sink((ICallbackSink)args[2]!, _naming == CallbackNaming.Number));
        return null;
    }

    // The reference's answer has to have one.
    private static Acknowledgement Named(Acknowledgement answer) => answer with { RequestId = RequestId.Parse("none") };

    private sealed class Sink(ICallbackSink sink, bool isByNumber) : ICallbackSink
    {
        public MessageLimits Limits => sink.Limits;

        public void OnHeader(MessageHeader header)
        {
            sink.OnHeader(header with { AuthenticationId = default, RequestId = default });
            if (isByNumber)
            {
                sink.OnTransaction(NumberOf(header.RequestId));
            }
        }

        public void OnTransaction(TransactionId transactionId)
        {
        }

        public void OnAcknowledgement(Acknowledgement acknowledgement)
        {
            sink.OnCorrelationId(acknowledgement.MessageId!.Value.Value);
            TransactionId? number = isByNumber ? NumberOf(acknowledgement.RequestId) : null;
            sink.OnAcknowledgement(acknowledgement with { RequestId = default, TransactionId = number });
        }

        public void OnValidation(LineValidation validation) => sink.OnValidation(validation with { LineNumber = 0 });

        public void OnDelivery(DeliveryPart part) => sink.OnDelivery(part);

        public void OnUsage(UsageHistory history) => sink.OnUsage(history);

        public void OnUnknownElements(int count) => sink.OnUnknownElements(count);

        private static TransactionId NumberOf(RequestId requestId) => TransactionId.Parse("T-" + requestId.Value);
    }
}
