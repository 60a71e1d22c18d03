using System.Reflection;

namespace MutationHost;

/// <summary>The switches that build/Mutation compiled into the mutated assembly.</summary>
internal sealed class MutantSwitches
{
    private readonly FieldInfo _active;
    private readonly FieldInfo _hits;
    private readonly int _count;

    public MutantSwitches(Assembly mutated)
    {
        var type = mutated.GetType("UhitMutation.Switch", throwOnError: true)!;
        _active = type.GetField("Active")!;
        _hits = type.GetField("Hits")!;
        _count = (int)type.GetField("Count")!.GetValue(null)!;
    }

    public int Active
    {
        get => (int)_active.GetValue(null)!;
        set => _active.SetValue(null, value);
    }

    public void StartCovering() => _hits.SetValue(null, new bool[_count + 1]);

    public void StopCovering() => _hits.SetValue(null, null);

    /// <summary>The mutants reached since the last call.</summary>
    public List<int> TakeHits()
    {
        var hits = (bool[])_hits.GetValue(null)!;
        List<int> taken = [];
        for (var id = 1; id < hits.Length; id++)
        {
            if (hits[id])
            {
                taken.Add(id);
                hits[id] = false;
            }
        }

        return taken;
    }
}
