using System.Collections.Concurrent;
using System.Reflection;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Receiving;

/// <summary>The reference format, which notes when it begins and ends to read a callback, and does
/// something as it begins with a delivery.</summary>
internal sealed class WatchedWireFormat : WireFormatProxy
{
    private ConcurrentQueue<string>? _order;
    private Action? _onDelivery;

    public static SimulatedWireFormat Create(ConcurrentQueue<string> order, Action onDelivery)
    {
        var format = new WatchedWireFormat();
        format._order = order;
        format._onDelivery = onDelivery;
        return format;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name != nameof(SimulatedWireFormat.ReadCallback))
        {
            return Call(targetMethod, args);
        }

        _order!.Enqueue($"{args![0]} begins");
        if (args[0] is UhitOperation.DeliverHistoricalUsage)
        {
            _onDelivery!();
        }

        var result = Call(targetMethod, args);
        _order.Enqueue($"{args[0]} ends");
        return result;
    }

    private static object? Call(MethodInfo method, object?[]? args) =>
        method.Invoke(ReferenceWireFormat.Instance, BindingFlags.DoNotWrapExceptions, null, args, null);
}
