using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Uhit.Client;

namespace Uhit.Cli.Output;

/// <summary>A table that breaks no identifier: in a narrow terminal sentences wrap first, then columns are left out.</summary>
internal sealed class ToolTable(params ToolTable.Column[] columns)
{
    // A space at each side of a value, and the line between two columns.
    private const int Frame = 3;

    // Less of a sentence in a line is hard to read.
    private const int LeastToWrap = 24;

    private readonly List<IReadOnlyList<string>> _rows = [];

    /// <summary>Adds a row; what the cells say is cleaned.</summary>
    public void Add(params IReadOnlyList<string> cells) => _rows.Add([.. cells.Select(DisplayText.Of)]);

    /// <summary>Draws it, and says which columns are left out. What doesn't fit even so is left to the
    /// terminal to fold: it puts no line end into it.</summary>
    public void Draw(IAnsiConsole console)
    {
        var (table, needed, leftOut) = Fit(console);
        var width = console.Profile.Width;
        console.Profile.Width = Math.Max(width, needed);
        try
        {
            console.Write(table);
        }
        finally
        {
            console.Profile.Width = width;
        }

        if (leftOut.Count > 0)
        {
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture, $"[grey]Left out for want of width: {string.Join(", ", leftOut)}. --json has them.[/]");
        }
    }

    /// <summary>As it fits a console, to be a part of a picture.</summary>
    public Table For(IAnsiConsole console) => Fit(console).Table;

    private (Table Table, int Needed, IReadOnlyList<string> LeftOut) Fit(IAnsiConsole console)
    {
        var available = console.Profile.Width;
        var measured = columns.Select((_, index) => Measure(console, index)).ToArray();
        var shown = Enumerable.Range(0, columns.Length).ToList();
        foreach (var index in shown.Where(index => columns[index].LeftOut > 0).OrderBy(index => columns[index].LeftOut).ToList())
        {
            if (Needed(shown.Select(one => measured[one].Least)) <= available)
            {
                break;
            }

            shown.Remove(index);
        }

        var widths = Shrink([.. shown.Select(one => measured[one].Full)], [.. shown.Select(one => measured[one].Least)], available);
        var table = new Table { Border = console.Profile.Capabilities.Ansi ? TableBorder.Rounded : TableBorder.Simple };
        foreach (var (index, width) in shown.Zip(widths))
        {
            table.AddColumn(new TableColumn(new Text(columns[index].Title, new Style(decoration: Decoration.Bold)))
            {
                Alignment = columns[index].IsRight ? Justify.Right : Justify.Left,
                NoWrap = !columns[index].Wraps,
                Width = width,
            });
        }

        foreach (var row in _rows)
        {
            table.AddRow(shown.Select(index => new Text(row[index])));
        }

        return (table, Needed(widths), [.. Enumerable.Range(0, columns.Length).Except(shown).Select(index => columns[index].Title)]);
    }

    private (int Full, int Least) Measure(IAnsiConsole console, int index)
    {
        var options = RenderOptions.Create(console, console.Profile.Capabilities);
        var all = _rows.Select(row => row[index])
            .Prepend(columns[index].Title)
            .Select(text => ((IRenderable)new Text(text)).Measure(options, int.MaxValue)).ToArray();
        var full = all.Max(one => one.Max);
        return (full, columns[index].Wraps ? Math.Min(full, Math.Max(LeastToWrap, all.Max(one => one.Min))) : full);
    }

    // The widest of those that may give way does, until all fit.
    private static int[] Shrink(int[] widths, int[] least, int available)
    {
        for (var over = Needed(widths) - available; over > 0; over--)
        {
            var widest = Enumerable.Range(0, widths.Length)
                .Where(index => widths[index] > least[index])
                .OrderByDescending(index => widths[index])
                .FirstOrDefault(-1);
            if (widest < 0)
            {
                break;
            }

            widths[widest]--;
        }

        return widths;
    }

    private static int Needed(IEnumerable<int> widths) => widths.Sum(width => width + Frame) + 1;

    /// <summary>A column of a table. Its values are never broken over lines, unless it is one that wraps.</summary>
    /// <param name="Title">Its heading.</param>
    internal sealed record Column(string Title)
    {
        /// <summary>Whether it holds numbers: they stand at the right.</summary>
        public bool IsRight { get; init; }

        /// <summary>Whether it holds sentences, which may go on in the next line.</summary>
        public bool Wraps { get; init; }

        /// <summary>The column's turn to be left out where the terminal is too narrow, from 1; 0: it always stays.</summary>
        public int LeftOut { get; init; }
    }
}
