namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>One row of a CSV: columns parted by a character, in quotes where they hold it, a quote
/// inside as two. Used again for each row.</summary>
internal sealed class CsvRow(char separator)
{
    private readonly List<(int Start, int Length)> _columns = [];
    private char[] _text = new char[256];

    public int Count => _columns.Count;

    public ReadOnlySpan<char> this[int index] => _text.AsSpan(_columns[index].Start, _columns[index].Length);

    /// <summary>Reads a line; false where a quote is not closed, or text stands behind one.</summary>
    public bool TryParse(string line)
    {
        _columns.Clear();
        if (_text.Length < line.Length)
        {
            _text = new char[Math.Max(line.Length, _text.Length * 2)];
        }

        var written = 0;
        for (var at = 0; at <= line.Length; at++)
        {
            var start = written;
            if (at < line.Length && line[at] == '"')
            {
                for (at++; ; at++)
                {
                    if (at >= line.Length)
                    {
                        return false;
                    }

                    if (line[at] == '"' && (++at >= line.Length || line[at] != '"'))
                    {
                        break;
                    }

                    _text[written++] = line[at];
                }

                if (at < line.Length && line[at] != separator)
                {
                    return false;
                }
            }
            else
            {
                for (; at < line.Length && line[at] != separator; at++)
                {
                    _text[written++] = line[at];
                }
            }

            _columns.Add((start, written - start));
        }

        return true;
    }

    public List<string> ToList() => _columns.ConvertAll(column => new string(_text, column.Start, column.Length));
}
