namespace HouseCount.Crossing;

/// <summary>One callback or one submit: which types it entered, in their order.</summary>
internal sealed class Flow(string kind)
{
    private readonly List<string> _entered = [];
    private readonly HashSet<string> _types = [];

    public string Kind => kind;

    public void Enter(string method)
    {
        var isAwaited = method.EndsWith(Trace.Awaited);
        var type = method[..method.IndexOf("::", StringComparison.Ordinal)] + (isAwaited ? Trace.Awaited.ToString() : string.Empty);
        lock (_entered)
        {
            if (_types.Add(type))
            {
                _entered.Add(type);
            }
        }
    }

    public string Entered()
    {
        lock (_entered)
        {
            return string.Join(" > ", _entered);
        }
    }
}
