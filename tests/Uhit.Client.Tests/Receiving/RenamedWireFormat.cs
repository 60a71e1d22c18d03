using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Reference;

namespace Uhit.Client.Tests.Receiving;

/// <summary>The reference format under another name.</summary>
[SuppressMessage("Performance", "CA1852:Seal internal types", Justification = "The proxy derives from it.")]
internal class RenamedWireFormat : DispatchProxy
{
    private string? _id;

    public static IUhitWireFormat Create(string id)
    {
        var format = Create<IUhitWireFormat, RenamedWireFormat>();
        ((RenamedWireFormat)(object)format)._id = id;
        return format;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name == "get_Id"
        ? _id
        : targetMethod.Invoke(ReferenceWireFormat.Instance, BindingFlags.DoNotWrapExceptions, null, args, null);
}
