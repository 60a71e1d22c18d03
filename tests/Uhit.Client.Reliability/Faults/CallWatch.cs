using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Uhit.Client.Reliability.Faults;

/// <summary>Stands before a part of a store and tells the name of each method before it is called.</summary>
/// <remarks>A proxy made at run time: it needs no change where the part gets another method.</remarks>
internal class CallWatch<T> : DispatchProxy
    where T : class
{
    private T _inner = default!;
    private Action<string> _called = default!;

    public static T Create(T inner, Action<string> called)
    {
        var proxy = Create<T, CallWatch<T>>();
        var watch = (CallWatch<T>)(object)proxy;
        (watch._inner, watch._called) = (inner, called);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _called(targetMethod!.Name);
        try
        {
            return targetMethod.Invoke(_inner, args);
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }
    }
}
