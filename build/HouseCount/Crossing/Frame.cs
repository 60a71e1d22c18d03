namespace HouseCount.Crossing;

/// <summary>A method that runs, and what it was called from.</summary>
internal sealed class Frame
{
    private Frame(string method, Frame? below, Flow? flow)
    {
        Method = method;
        Below = below;
        Flow = flow;
    }

    public string Method { get; }

    public Frame? Below { get; }

    /// <summary>The callback or submit that it belongs to, if any.</summary>
    public Flow? Flow { get; }

    /// <summary>Puts a method on top of what it is called from. One that begins a callback or a submit begins a flow.</summary>
    public static Frame On(string method, Frame? below)
    {
        var flow = below?.Flow;
        if (method.IndexOf(Trace.Root) is >= 0 and var end)
        {
            var kind = method[..end];
            method = method[(end + 1)..];
            flow = flow?.Kind == kind ? flow : new Flow(kind);
        }

        flow?.Enter(method);
        return new Frame(method, below, flow);
    }

    /// <summary>Puts what a thread of a queue runs on top of what had put the work into the queue.</summary>
    public static Frame Over(Frame? top, Frame bottom)
    {
        if (top is null)
        {
            return bottom;
        }

        bottom.Flow?.Enter(top.Method);
        return new Frame(top.Method, Over(top.Below, bottom), bottom.Flow);
    }

    public override string ToString() => Below is null ? Method : Below + " > " + Method;
}
