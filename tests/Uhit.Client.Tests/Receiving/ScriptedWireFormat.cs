using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Receiving;

/// <summary>The reference format, which does something else in place of reading.</summary>
[SuppressMessage("Performance", "CA1852:Seal internal types", Justification = "The proxy derives from it.")]
internal class ScriptedWireFormat : DispatchProxy
{
    private Action<WireBody>? _read;

    /// <summary>A format whose readings of messages do this; what they return is of no use.</summary>
    public static ISimulatedWireFormat Reading(Action<WireBody> read)
    {
        var format = Create<ISimulatedWireFormat, ScriptedWireFormat>();
        ((ScriptedWireFormat)(object)format)._read = read;
        return format;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (args?.OfType<WireBody>().FirstOrDefault() is { } body)
        {
            _read!(body);
            return null;
        }

        return targetMethod!.Invoke(ReferenceWireFormat.Instance, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
