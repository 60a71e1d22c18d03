using System.Reflection;

namespace Uhit.Client.Reliability.InProcess;

/// <summary>One part of a store with something put in front of some of its methods; the others go
/// straight through, those of later versions too.</summary>
/// <typeparam name="TPart">The part's interface.</typeparam>
internal class Interceptor<TPart> : DispatchProxy
    where TPart : class
{
    private TPart _inner = null!;
    private Func<StoreCall, object?> _intercept = null!;

    /// <summary>Puts something in front of a part.</summary>
    /// <param name="inner">The part.</param>
    /// <param name="intercept">Gets every call and decides whether and how it goes on.</param>
    public static TPart Before(TPart inner, Func<StoreCall, object?> intercept)
    {
        var proxy = Create<TPart, Interceptor<TPart>>();
        var interceptor = (Interceptor<TPart>)(object)proxy;
        (interceptor._inner, interceptor._intercept) = (inner, intercept);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _intercept(new StoreCall(
        targetMethod!.Name,
        args ?? [],
        changed => targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, changed, null)));
}
