namespace Uhit.Client.Reliability.Traffic;

/// <summary>Where the receiver is reached at the moment; each of its lives has another port. Senders wait here while it is dead.</summary>
internal sealed class ReceiverAddress
{
    private TaskCompletionSource<Uri> _address = New();

    public Task<Uri> WaitAsync(CancellationToken cancellationToken) => Volatile.Read(ref _address).Task.WaitAsync(cancellationToken);

    public void Set(Uri address)
    {
        var known = Volatile.Read(ref _address);
        if (!known.TrySetResult(address))
        {
            var next = New();
            next.SetResult(address);
            Volatile.Write(ref _address, next);
        }
    }

    /// <summary>Nobody answers there any more: who asks now waits for the next life.</summary>
    public void Lost(Uri address)
    {
        var known = Volatile.Read(ref _address);
        if (known.Task.IsCompletedSuccessfully && known.Task.Result == address)
        {
            Interlocked.CompareExchange(ref _address, New(), known);
        }
    }

    private static TaskCompletionSource<Uri> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
