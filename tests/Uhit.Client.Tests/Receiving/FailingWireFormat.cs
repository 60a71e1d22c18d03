using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Reference;

namespace Uhit.Client.Tests.Receiving;

/// <summary>The reference format, which fails once it has read a callback or has done another thing, or answers its failure with one of its own.</summary>
[SuppressMessage("Performance", "CA1852:Seal internal types", Justification = "The proxy derives from it.")]
internal class FailingWireFormat : DispatchProxy
{
    private Exception? _failure;
    private string? _failsIn;

    public static IUhitWireFormat With(Exception failure, string failsIn = nameof(IUhitWireFormat.ReadCallback))
    {
        var format = Create<IUhitWireFormat, FailingWireFormat>();
        ((FailingWireFormat)(object)format)._failure = failure;
        ((FailingWireFormat)(object)format)._failsIn = failsIn;
        return format;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IUhitWireFormat.WithSecrets))
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
