using System.Reflection;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Receiving;

/// <summary>The reference format under another name.</summary>
internal sealed class RenamedWireFormat : WireFormatProxy
{
    private string? _id;

    public static SimulatedWireFormat Create(string id)
    {
        var format = new RenamedWireFormat();
        format._id = id;
        return format;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name == "get_Id"
        ? _id
        : targetMethod.Invoke(ReferenceWireFormat.Instance, BindingFlags.DoNotWrapExceptions, null, args, null);
}
