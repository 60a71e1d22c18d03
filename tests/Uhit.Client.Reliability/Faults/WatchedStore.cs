using System.Reflection;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Faults;

/// <summary>A store whose calls are told before they are made.</summary>
internal static class WatchedStore
{
    public static IUhitStore Create(IUhitStore store, Action<string> called)
    {
        var inbox = CallWatch<ICallbackInbox>.Create(store.Inbox, called);
        var dispatch = CallWatch<IDispatchStore>.Create(store.Dispatch, called);
        return PartsOf.Create(store, new Dictionary<string, object> { ["get_Inbox"] = inbox, ["get_Dispatch"] = dispatch });
    }

    /// <summary>Gives some parts of a store others in their place.</summary>
    internal class PartsOf : DispatchProxy
    {
        private IUhitStore _inner = default!;
        private IReadOnlyDictionary<string, object> _parts = default!;

        public static IUhitStore Create(IUhitStore inner, IReadOnlyDictionary<string, object> parts)
        {
            var proxy = Create<IUhitStore, PartsOf>();
            var self = (PartsOf)(object)proxy;
            (self._inner, self._parts) = (inner, parts);
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            _parts.TryGetValue(targetMethod!.Name, out var part) ? part : targetMethod.Invoke(_inner, args);
    }
}
