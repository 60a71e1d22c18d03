namespace Uhit.Client.Usage.Merging;

/// <summary>The time that is taken by readings that hold: stretches in order, none touching another.</summary>
internal sealed class CoveredTime
{
    private List<(long Start, long End)> _stretches = [];

    /// <summary>The first stretch, from a position on, that ends after an instant. Asked in order of time, it never goes back.</summary>
    public int Seek(int position, long start)
    {
        while (position < _stretches.Count && _stretches[position].End <= start)
        {
            position++;
        }

        return position;
    }

    /// <summary>Whether the stretch at a position begins before an instant.</summary>
    public bool BeginsBefore(int position, long end) => position < _stretches.Count && _stretches[position].Start < end;

    public void Add(List<(long Start, long End)> more)
    {
        var all = new List<(long Start, long End)>();
        foreach (var stretch in _stretches.Concat(more).Order())
        {
            if (all.Count > 0 && stretch.Start <= all[^1].End)
            {
                all[^1] = (all[^1].Start, Math.Max(all[^1].End, stretch.End));
            }
            else
            {
                all.Add(stretch);
            }
        }

        _stretches = all;
    }
}
