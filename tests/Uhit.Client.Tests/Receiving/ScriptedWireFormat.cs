using System.Reflection;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Receiving;

/// <summary>The reference format, which does something else in place of reading.</summary>
internal sealed class ScriptedWireFormat : WireFormatProxy
{
    private Action<WireBody>? _read;

    /// <summary>A format whose readings of messages do this; what they return is of no use.</summary>
    public static SimulatedWireFormat Reading(Action<WireBody> read)
    {
        var format = new ScriptedWireFormat();
        format._read = read;
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
