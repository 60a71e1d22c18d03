using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Uhit.Client.Store;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Receiving;

namespace Uhit.Client.Tests.Events;

/// <summary>A store in memory that fails from its n-th write on: of inquiries, adoptions, discards and purges.</summary>
internal sealed class StoppingStore : IUhitStore
{
    private static readonly string[] Writes =
    [
        nameof(IInquiryStore.AddAsync), nameof(IInquiryStore.ChangeAsync), nameof(ICallbackInbox.AdoptAsync),
        nameof(ICallbackInbox.DiscardKeptAsync),
        nameof(IMaintenanceStore.PurgeMessageAsync), nameof(IMaintenanceStore.PurgeInquiryAsync),
        nameof(IMaintenanceStore.ForgetMessagesAsync),
    ];

    private readonly IUhitStore _inner;
    private int _writes;

    public StoppingStore(int stopsAfter, IUhitStore? inner = null)
    {
        _inner = inner ?? new InMemoryUhitStore();
        StopsAfter = stopsAfter;
        Inquiries = Wrapped.Around(_inner.Inquiries, this);
        Inbox = Wrapped.Around(_inner.Inbox, this);
        Maintenance = Wrapped.Around(_inner.Maintenance, this);
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

    /// <summary>Messages and inquiries whose rows can't be read when they are purged or changed.</summary>
    public HashSet<object> Unreadable { get; } = [];

    /// <summary>Whether an inquiry can't be read when its deadline is looked at.</summary>
    public bool HasUnreadableDeadlines { get; set; }

    /// <summary>What another does before a body is opened the next time; once.</summary>
    public Func<Task>? BeforeOpening { get; set; }

    /// <summary>How many bodies are opened before <see cref="BeforeOpening"/>.</summary>
    public int Openings { get; set; }

    /// <summary>What another does while a body is read the next time; once. The rest of the body is gone then.</summary>
    public Func<Task>? WhileReading { get; set; }

    /// <summary>What another does before an entry is looked up the next time; once.</summary>
    public Func<Task>? BeforeFinding { get; set; }

    public int Stopped { get; private set; }

    public IInquiryStore Inquiries { get; }

    public ICallbackInbox Inbox { get; }

    public IDispatchStore Dispatch => _inner.Dispatch;

    public IMaintenanceStore Maintenance { get; }

    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    private object? Call(object target, MethodInfo method, object?[]? args)
    {
        if (Writes.Contains(method.Name) && ++_writes > StopsAfter)
        {
            Stopped++;
            throw new UhitStoreException("Cut off.", isTransient: true);
        }

        if ((HasUnreadableDeadlines && method.Name == nameof(IMaintenanceStore.ReportDeadlinesAsync))
            || (Writes.Contains(method.Name) && args!.Any(arg => arg is ReceiptId or RequestId && Unreadable.Contains(arg))))
        {
            throw new UhitStoreException("It can't be read.", isTransient: false);
        }

        return method.Name switch
        {
            nameof(ICallbackInbox.OpenBodyAsync) => OpenAsync((ReceiptId)args![0]!, () => (Task<Stream>)Invoke()!),
            nameof(ICallbackInbox.FindEntryAsync) when BeforeFinding is not null => FindAsync(() => (Task<InboxEntry?>)Invoke()!),
            _ => Invoke(),
        };

        object? Invoke() => method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, args, null);
    }

    private async Task<InboxEntry?> FindAsync(Func<Task<InboxEntry?>> findAsync)
    {
        var before = BeforeFinding!;
        BeforeFinding = null;
        await before();
        return await findAsync();
    }

    private async Task<Stream> OpenAsync(ReceiptId receipt, Func<Task<Stream>> openAsync)
    {
        if (BeforeOpening is { } before && Openings-- == 0)
        {
            BeforeOpening = null;
            await before();
        }

        if (WhileReading is { } meanwhile)
        {
            WhileReading = null;
            await using var body = await openAsync();
            return new VanishingStream(body, meanwhile);
        }

        return receipt == Damaged ? await FlippedAsync(openAsync()) : await openAsync();
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
