using System.Reflection;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Receiving;

/// <summary>The reference format, which fails once it has read a callback or has done another thing, or
/// answers its failure with one of its own.</summary>
internal sealed class FailingWireFormat : WireFormatProxy
{
    private Exception? _failure;
    private string? _failsIn;

    public static SimulatedWireFormat With(Exception failure, string failsIn = nameof(SimulatedWireFormat.ReadCallback))
    {
        var format = new FailingWireFormat();
        format._failure = failure;
        format._failsIn = failsIn;
        return format;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(SimulatedWireFormat.WithSecrets))
        {
            return this;
        }

        var fails = targetMethod.Name == _failsIn;
        try
        {
            var result = targetMethod.Invoke(ReferenceWireFormat.Instance, BindingFlags.DoNotWrapExceptions, null, args, null);
            return fails ? throw _failure! : ReferenceEquals(result, ReferenceWireFormat.Instance) ? this : result;
        }
        catch (IOException) when (fails)
        {
            throw _failure!;
        }
    }
}
