using Uhit.Client.Reliability.InProcess;
using Uhit.Client.Store;

namespace Uhit.Client.Reliability.Controls;

/// <summary>Stands between a process and its store, and cuts the process off: from then on it writes nothing any more.</summary>
internal sealed class KillSwitch
{
    private bool _isDead;

    /// <summary>Whether the process dies when it is about to commit a message.</summary>
    public bool DiesBeforeCommit { get; set; }

    /// <summary>The process dies now.</summary>
    public void Kill() => _isDead = true;

    /// <summary>The store as the process sees it.</summary>
    public IUhitStore Over(IUhitStore store) => WrappedStore.Of(store, inbox: Pass, dispatch: Pass, inquiries: Pass);

    private object? Pass(StoreCall call)
    {
        _isDead |= DiesBeforeCommit && call.Method is nameof(ICallbackInbox.CommitAsync);
        return _isDead ? throw new InvalidOperationException("The process is dead.") : call.GoOn();
    }
}
