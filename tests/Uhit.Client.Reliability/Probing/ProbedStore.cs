using System.Collections.Concurrent;
using System.Reflection;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Probing;

/// <summary>A store whose calls go through a probe. By reflection: a store may gain methods without a line here.</summary>
/// <typeparam name="T">The interface of the store, or of one of its parts.</typeparam>
internal class ProbedStore<T> : DispatchProxy
    where T : class
{
    private static readonly MethodInfo RunOfResult = typeof(ProbedStore<T>).GetMethod(
        nameof(RunAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private readonly ConcurrentDictionary<MethodInfo, object> _parts = new();
    private T _inner = null!;
    private StoreProbe _probe = null!;

    public static T Around(T inner, StoreProbe probe)
    {
        var store = Create<T, ProbedStore<T>>();
        var self = (ProbedStore<T>)(object)store;
        self._inner = inner;
        self._probe = probe;
        return store;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = targetMethod!;
        var result = method.ReturnType;
        if (method.IsSpecialName && result.IsInterface && result.Namespace == typeof(IUhitStore).Namespace)
        {
            return _parts.GetOrAdd(method, Part);
        }

        var call = new StoreCall(method.Name, args ?? []);
        if (result == typeof(Task))
        {
            return RunAsync<object?>(method, call);
        }

        return result.IsGenericType && result.GetGenericTypeDefinition() == typeof(Task<>)
            ? RunOfResult.MakeGenericMethod(result.GetGenericArguments()).Invoke(this, [method, call])
            : CallInner(method, call);
    }

    private object Part(MethodInfo getter)
    {
        var around = typeof(ProbedStore<>).MakeGenericType(getter.ReturnType).GetMethod(nameof(Around))!;
        return around.Invoke(null, [getter.Invoke(_inner, null), _probe])!;
    }

    private async Task<TResult> RunAsync<TResult>(MethodInfo method, StoreCall call) =>
        (TResult)(await _probe(call, () => NextAsync<TResult>(method, call)).ConfigureAwait(false))!;

    private async Task<object?> NextAsync<TResult>(MethodInfo method, StoreCall call)
    {
        var task = (Task)CallInner(method, call)!;
        await task.ConfigureAwait(false);
        return method.ReturnType == typeof(Task) ? null : ((Task<TResult>)task).Result;
    }

    private object? CallInner(MethodInfo method, StoreCall call) =>
        method.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, call.Arguments, null);
}
