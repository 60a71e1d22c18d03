using System.Reflection;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Support;

/// <summary>A format, by default the reference one, with single members replaced, by their names.</summary>
internal sealed class AlteredFormat : WireFormatProxy
{
    private IReadOnlyDictionary<string, Func<object?[], object?>> _members = new Dictionary<string, Func<object?[], object?>>();

    private SimulatedWireFormat _inner = ReferenceWireFormat.Instance;

    public static SimulatedWireFormat With(params (string Member, Func<object?[], object?> Does)[] members) =>
        Of(ReferenceWireFormat.Instance, members);

    public static SimulatedWireFormat Of(SimulatedWireFormat inner, params (string Member, Func<object?[], object?> Does)[] members)
    {
        var format = new AlteredFormat();
        format._inner = inner;
        format._members = members.ToDictionary(member => member.Member, member => member.Does);
        return format;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _members.TryGetValue(targetMethod!.Name.Replace("get_", string.Empty, StringComparison.Ordinal), out var does)
            ? does(args ?? [])
            : targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null) is var result
                && ReferenceEquals(result, _inner) ? this : result;
}
