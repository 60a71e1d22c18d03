namespace Uhit.Client.Reliability.Checking;

/// <summary>What a check found that must not be: empty is what every run is about.</summary>
internal sealed class Findings
{
    private readonly List<string> _all = [];

    /// <summary>Acknowledged, and not in the store, or not as it was sent; or no handler ever got it.</summary>
    public int Lost { get; private set; }

    /// <summary>Committed more than once, or handed out again without being marked as such.</summary>
    public int Twice { get; private set; }

    /// <summary>Everything else.</summary>
    public int Wrong { get; private set; }

    public bool IsClean => _all.Count == 0;

    /// <summary>The first of them, in words.</summary>
    public IEnumerable<string> First => _all.Take(20);

    public void AddLost(string what)
    {
        Lost++;
        _all.Add("lost: " + what);
    }

    public void AddTwice(string what)
    {
        Twice++;
        _all.Add("twice: " + what);
    }

    public void AddWrong(string what)
    {
        Wrong++;
        _all.Add("wrong: " + what);
    }
}
