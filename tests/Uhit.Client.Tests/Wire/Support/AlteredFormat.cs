using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Support;

/// <summary>A format, by default the reference one, with single members replaced, by their names.</summary>
[SuppressMessage("Performance", "CA1852:Seal internal types", Justification = "The proxy derives from it.")]
internal class AlteredFormat : DispatchProxy
{
    private IReadOnlyDictionary<string, Func<object?[], object?>> _members = new Dictionary<string, Func<object?[], object?>>();

    private ISimulatedWireFormat _inner = ReferenceWireFormat.Instance;

    public static ISimulatedWireFormat With(params (string Member, Func<object?[], object?> Does)[] members) =>
        Of(ReferenceWireFormat.Instance, members);

    public static ISimulatedWireFormat Of(ISimulatedWireFormat inner, params (string Member, Func<object?[], object?> Does)[] members)
    {
        var format = Create<ISimulatedWireFormat, AlteredFormat>();
        ((AlteredFormat)(object)format)._inner = inner;
        ((AlteredFormat)(object)format)._members = members.ToDictionary(member => member.Member, member => member.Does);
        return format;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _members.TryGetValue(targetMethod!.Name.Replace("get_", string.Empty, StringComparison.Ordinal), out var does)
            ? does(args ?? [])
            : targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null) is var result
                && ReferenceEquals(result, _inner) ? this : result;
}
