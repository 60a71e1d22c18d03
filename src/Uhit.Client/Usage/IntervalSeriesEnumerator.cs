using System.Collections;

namespace Uhit.Client.Usage;

/// <summary>Goes through the readings of a series without taking memory.</summary>
public struct IntervalSeriesEnumerator : IEnumerator<IntervalReading>
{
    private readonly IntervalColumns _columns;
    private int _run;
    private int _index;
    private int _endOfRun;

    internal IntervalSeriesEnumerator(IntervalColumns columns)
    {
        _columns = columns;
        Reset();
    }

    /// <inheritdoc/>
    public readonly IntervalReading Current => _columns.ReadingOf(_columns.Runs[_run], _index);

    readonly object IEnumerator.Current => Current;

    /// <inheritdoc/>
    public bool MoveNext()
    {
        if (_index + 1 >= _columns.Count)
        {
            _index = _columns.Count;
            return false;
        }

        _index++;
        if (_index == _endOfRun)
        {
            _run++;
            _endOfRun = _columns.EndIndexOf(_run);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _run = -1;
        _index = -1;
        _endOfRun = 0;
    }

    /// <inheritdoc/>
    public readonly void Dispose()
    {
    }
}
