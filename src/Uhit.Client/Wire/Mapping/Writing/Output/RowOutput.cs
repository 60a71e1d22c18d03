using System.Buffers;
using Uhit.Client.Wire.Mapping.Writing.Binding;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Wire.Mapping.Writing.Output;

/// <summary>Writes the rows of a payload.</summary>
internal sealed class RowOutput(TextWriter rows, WriteContext context, bool isQuoted)
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\",;|\t\r\n");

    public void Write(BoundElement row, ValueFrame frame) => Repeat(row, 0, frame);

    private void Repeat(BoundElement row, int depth, ValueFrame frame)
    {
        if (depth < row.Loops.Count)
        {
            // A loop of an outer scope: what lies between is still to be found at its place.
            foreach (var item in context.Repeats(row.Loops[depth], frame.Up(row.Loops[depth].Levels)))
            {
                Repeat(row, depth + 1, item.Inside(frame));
            }
        }
        else if (row.Condition?.Holds(frame, context) != false)
        {
            rows.WriteLine(row.Text.WriteRow(frame, context, isQuoted ? Quote : static text => text));
        }
    }

    private static string Quote(string value) =>
        value.AsSpan().IndexOfAny(Special) < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
