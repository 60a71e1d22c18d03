using System.Reflection;
using System.Runtime.ExceptionServices;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Conformance;

/// <summary>A wire format of which one thing is wrong.</summary>
public class ChangedFormat : DispatchProxy
{
    private IUhitWireFormat _inner = null!;
    private string _method = string.Empty;
    private Action<object?[]> _before = _ => { };

    /// <summary>The format, with something done before one of its methods.</summary>
    public static IUhitWireFormat Of(IUhitWireFormat inner, string method, Action<object?[]> before)
    {
        var proxy = Create<IUhitWireFormat, ChangedFormat>();
        var changed = (ChangedFormat)(object)proxy;
        (changed._inner, changed._method, changed._before) = (inner, method, before);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        try
        {
            if (targetMethod!.Name == _method)
            {
                _before(args!);
            }

            return targetMethod.Invoke(_inner, args);
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }
}
