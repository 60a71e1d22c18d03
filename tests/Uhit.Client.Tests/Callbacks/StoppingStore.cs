using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Uhit.Client.Store;
using Uhit.Client.Store.InMemory;

namespace Uhit.Client.Tests.Callbacks;

/// <summary>A store in memory that fails from its n-th write on: of inquiries, adoptions, discards and purges.</summary>
internal sealed class StoppingStore : IUhitStore
{
    private static readonly string[] Writes =
    [
        nameof(IInquiryStore.AddAsync), nameof(IInquiryStore.ChangeAsync), nameof(ICallbackInbox.AdoptAsync), nameof(ICallbackInbox.DiscardKeptAsync),
        nameof(IRetentionStore.PurgeMessageAsync), nameof(IRetentionStore.PurgeInquiryAsync), nameof(IRetentionStore.ForgetMessagesAsync),
    ];

    private readonly IUhitStore _inner;
    private int _writes;

    public StoppingStore(int stopsAfter, IUhitStore? inner = null)
    {
        _inner = inner ?? new InMemoryUhitStore();
        StopsAfter = stopsAfter;
        Inquiries = Wrapped.Around(_inner.Inquiries, this);
        Inbox = Wrapped.Around(_inner.Inbox, this);
        Retention = Wrapped.Around(_inner.Retention, this);
    }

    /// <summary>How many writes succeed, from now on.</summary>
    public int StopsAfter
    {
        get;
        set
        {
            field = value;
            _writes = 0;
        }
    }

    /// <summary>The receipt whose body is read with a bit turned over.</summary>
    public ReceiptId? Damaged { get; set; }

    public int Stopped { get; private set; }

    public IInquiryStore Inquiries { get; }

    public ICallbackInbox Inbox { get; }

    public IDispatchStore Dispatch => _inner.Dispatch;

    public IMaintenanceStore Maintenance => _inner.Maintenance;

    public IRetentionStore Retention { get; }

    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    private object? Call(object target, MethodInfo method, object?[]? args)
    {
        if (Writes.Contains(method.Name) && ++_writes > StopsAfter)
        {
            Stopped++;
            throw new UhitStoreException("Cut off.", isTransient: true);
        }

        var result = method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, args, null);
        return method.Name == nameof(ICallbackInbox.OpenBodyAsync) && (ReceiptId)args![0]! == Damaged ? FlippedAsync((Task<Stream>)result!) : result;
    }

    private static async Task<Stream> FlippedAsync(Task<Stream> opening)
    {
        var copy = new MemoryStream();
        await using var body = await opening;
        await body.CopyToAsync(copy);
        copy.GetBuffer()[copy.Length / 2] ^= 1;
        copy.Position = 0;
        return copy;
    }

    [SuppressMessage("Performance", "CA1852:Seal internal types", Justification = "The proxy derives from it.")]
    private class Wrapped : DispatchProxy
    {
        private object _target = null!;
        private StoppingStore _store = null!;

        public static T Around<T>(T target, StoppingStore store)
            where T : class
        {
            var proxy = Create<T, Wrapped>();
            ((Wrapped)(object)proxy)._target = target;
            ((Wrapped)(object)proxy)._store = store;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _store.Call(_target, targetMethod!, args);
    }
}
