using System.Runtime.CompilerServices;

namespace HouseCount.Crossing;

/// <summary>What the woven code calls: keeps the chain of methods of ours that the present work came through, across awaits and
/// through the closures that a queue hands to a thread of its own.</summary>
/// <remarks>Public and without references to other packages, since it runs within the tool that is measured.</remarks>
public static class Trace
{
    /// <summary>Follows the kind of a flow, in front of the name of a method that begins one.</summary>
    public const char Root = '!';

    /// <summary>Follows the name of a method that returns a task.</summary>
    public const char Awaited = '~';

    private static readonly AsyncLocal<Frame?> Current = new();
    private static readonly ConditionalWeakTable<object, Frame> Makers = [];
    private static readonly Lock Writing = new();
    private static readonly string Path = Environment.GetEnvironmentVariable("HOUSE_TRACE") ?? "house-trace.txt";

    /// <summary>A method begins.</summary>
    /// <returns>What <see cref="Exit"/> takes when it ends.</returns>
    public static object? Enter(string method)
    {
        var before = Current.Value;
        Current.Value = Frame.On(method, before);
        return before;
    }

    /// <summary>A lambda begins: where it runs on a thread that does not know why, its closure does.</summary>
    public static object? EnterClosure(string method, object closure)
    {
        var before = Current.Value;
        var below = before is { Flow: not null } || !Makers.TryGetValue(closure, out var maker) ? before : Frame.Over(before, maker);
        Current.Value = Frame.On(method, below);
        return before;
    }

    /// <summary>A method ends.</summary>
    public static void Exit(object? before) => Current.Value = (Frame?)before;

    /// <summary>An async method is entered. Its end needs no call: whoever called it gets its own context back.</summary>
    public static void EnterAsync(string method, int state)
    {
        if (state == -1)
        {
            Current.Value = Frame.On(method, Current.Value);
        }
    }

    /// <summary>A closure was made here.</summary>
    public static void Made(object closure)
    {
        if (Current.Value is { Flow: not null } frame)
        {
            Makers.AddOrUpdate(closure, frame);
        }
    }

    /// <summary>Something outside of our code is called that a measurement ends at.</summary>
    public static void Reached(string what)
    {
        if (Current.Value is { Flow: { } flow } frame)
        {
            lock (Writing)
            {
                File.AppendAllText(Path, $"{flow.Kind}\t{what}\t{flow.GetHashCode()}\t{frame}\t{flow.Entered()}\n");
            }
        }
    }
}
