namespace Uhit.Client.Receiving;

internal sealed partial class ReadingTurns
{
    /// <summary>The turns of one message that is being read. Used by one thread at a time.</summary>
    internal sealed class Turn(ReadingTurns turns, PeerTurns peer, int size) : IDisposable
    {
        private readonly SemaphoreSlim _begun = new(0);
        private int _spent;

        public PeerTurns Peer => peer;

        public int Size => size;

        /// <summary>Whether it is among those that its peer has begun. Under the lock of all turns, as is <see cref="IsHeld"/>.</summary>
        public bool IsOpen { get; set; }

        /// <summary>Whether it is its turn.</summary>
        public bool IsHeld { get; set; }

        /// <summary>Runs what reads synchronously on a thread of its own, which may wait for its next turn without taking the pool's
        /// threads; the turn ends with it.</summary>
        public async Task<T> RunAsync<T>(Func<T> read)
        {
            try
            {
                return await Task.Factory.StartNew(
                    read, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
                    TaskScheduler.Default).ConfigureAwait(false);
            }
            finally
            {
                turns.Pause(this);
            }
        }

        /// <summary>Counts what was read; after a <see cref="ReadingTurns.Quantum"/> others come first.</summary>
        /// <exception cref="OperationCanceledException">Waiting was stopped.</exception>
        public void Spend(int bytes, CancellationToken cancellationToken)
        {
            _spent += bytes;
            if (_spent >= ReadingTurns.Quantum)
            {
                _spent = 0;
                if (turns.TryPass(this))
                {
                    _begun.Wait(cancellationToken);
                }
            }
        }

        /// <summary>Waits for something else than its turn, which others may use meanwhile. How that ended is for others to ask.</summary>
        /// <exception cref="OperationCanceledException">Waiting was stopped.</exception>
        public void WaitFor(Task other, CancellationToken cancellationToken)
        {
            if (!other.IsCompleted)
            {
                turns.Pause(this);
                Task.WaitAny([other], cancellationToken);
                turns.Resume(this);
                _begun.Wait(cancellationToken);
            }

            cancellationToken.ThrowIfCancellationRequested();
        }

        public Task BegunAsync(CancellationToken cancellationToken) => _begun.WaitAsync(cancellationToken);

        /// <summary>The message's turn has come.</summary>
        public void Begin()
        {
            IsHeld = true;
            _begun.Release();
        }

        public void Dispose()
        {
            turns.Close(this);
            _begun.Dispose();
        }
    }
}
