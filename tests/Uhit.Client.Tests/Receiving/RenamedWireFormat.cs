using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Receiving;

/// <summary>The reference format under another name.</summary>
[SuppressMessage("Performance", "CA1852:Seal internal types", Justification = "The proxy derives from it.")]
internal class RenamedWireFormat : DispatchProxy
{
    private string? _id;

    public static ISimulatedWireFormat Create(string id)
    {
        var format = Create<ISimulatedWireFormat, RenamedWireFormat>();
        ((RenamedWireFormat)(object)format)._id = id;
        return format;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name == "get_Id"
        ? _id
        : targetMethod.Invoke(ReferenceWireFormat.Instance, BindingFlags.DoNotWrapExceptions, null, args, null);
}
