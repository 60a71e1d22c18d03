using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Receiving;

/// <summary>The reference format, which fails once it has read a callback or has done another thing, or
/// answers its failure with one of its own.</summary>
[SuppressMessage("Performance", "CA1852:Seal internal types", Justification = "The proxy derives from it.")]
internal class FailingWireFormat : DispatchProxy
{
    private Exception? _failure;
    private string? _failsIn;

    public static ISimulatedWireFormat With(Exception failure, string failsIn = nameof(ISimulatedWireFormat.ReadCallback))
    {
        var format = Create<ISimulatedWireFormat, FailingWireFormat>();
        ((FailingWireFormat)(object)format)._failure = failure;
        ((FailingWireFormat)(object)format)._failsIn = failsIn;
        return format;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(ISimulatedWireFormat.WithSecrets))
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
