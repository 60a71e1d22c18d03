using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Uhit.Client.Store;

namespace Uhit.Client.Tests.Sending.Polling;

/// <summary>A part of a store whose process dies at one of its calls: that call is made or not, and no later one is.</summary>
[SuppressMessage("Performance", "CA1852:Seal internal types", Justification = "The proxy derives from it.")]
internal class DyingStore : DispatchProxy
{
    private object _inner = null!;
    private Death _death = null!;

    public static T Of<T>(T inner, Death death)
        where T : class
    {
        var proxy = Create<T, DyingStore>();
        var dying = (DyingStore)(object)proxy;
        dying._inner = inner;
        dying._death = death;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        // The parts of the store, and what it is, are no calls.
        if (targetMethod!.IsSpecialName || targetMethod.Name.Contains("Dispose", StringComparison.Ordinal))
        {
            var value = Call(targetMethod, args);
            return value switch
            {
                IInquiryStore inquiries => Of(inquiries, _death),
                ICallbackInbox inbox => Of(inbox, _death),
                _ => value,
            };
        }

        return _death.Meets() switch
        {
            DeathKind.No => Call(targetMethod, args),
            DeathKind.Before => throw new UhitStoreException("The process is dead.", isTransient: true),
            _ => AfterAsync(Call(targetMethod, args)),
        };
    }

    private object? Call(MethodInfo method, object?[]? args) => method.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);

    // What was done is done; nobody hears of it.
    private static object? AfterAsync(object? result)
    {
        if (result is Task task)
        {
            task.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)
                .GetAwaiter().GetResult();
        }

        throw new UhitStoreException("The process is dead.", isTransient: true);
    }

    public enum DeathKind
    {
        No,
        Before,
        After,
    }

    /// <summary>When it dies.</summary>
    internal sealed class Death
    {
        private readonly Lock _lock = new();
        private int _left = int.MaxValue;
        private bool _isAfter;
        private bool _isDead;

        public bool HasCome => _isDead;

        public void Arm(int calls, bool isAfter)
        {
            _left = calls;
            _isAfter = isAfter;
        }

        public DeathKind Meets()
        {
            lock (_lock)
            {
                if (_isDead)
                {
                    return DeathKind.Before;
                }

                _isDead = --_left == 0;
                return !_isDead ? DeathKind.No : _isAfter ? DeathKind.After : DeathKind.Before;
            }
        }
    }
}
