using Spectre.Console;
using Spectre.Console.Rendering;

namespace Uhit.Cli.Output;

/// <summary>Where a verb writes: readable lines, or one JSON object per line. Safe for any thread.</summary>
/// <remarks>With JSON nothing else goes to standard output: what is for the eye is left out, warnings go to the error stream.</remarks>
internal sealed class ToolOutput
{
    // What a table may take where no terminal says how wide it is: a log or a file.
    private const int RedirectedWidth = 200;

    private readonly Lock _lock = new();

    public ToolOutput(bool json)
    {
        IsJson = json;
        Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Out) });
        if (System.Console.IsOutputRedirected)
        {
            Console.Profile.Width = RedirectedWidth;
            Console.Profile.Capabilities.Interactive = false;
        }
    }

    /// <summary>Whether JSON was asked for.</summary>
    public bool IsJson { get; }

    /// <summary>Whether the screen can be written over: progress is then one place, else it is line after line.</summary>
    public bool IsInteractive => !IsJson && Console.Profile.Capabilities.Interactive && Console.Profile.Capabilities.Ansi;

    /// <summary>The console; not to be used with JSON.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Writes an object, where JSON was asked for.</summary>
    public void Json(JsonLine line)
    {
        if (IsJson)
        {
            lock (_lock)
            {
                JsonLines.Write(System.Console.Out, line);
            }
        }
    }

    /// <summary>Writes a readable line with Spectre's markup; values in it are escaped.</summary>
    public void Line(FormattableString markup)
    {
        if (!IsJson)
        {
            lock (_lock)
            {
                Console.MarkupLineInterpolated(System.Globalization.CultureInfo.InvariantCulture, markup);
            }
        }
    }

    /// <summary>Writes an empty line.</summary>
    public void Line() => Line($"");

    /// <summary>Draws a table or picture.</summary>
    public void Draw(IRenderable picture)
    {
        if (!IsJson)
        {
            lock (_lock)
            {
                Console.Write(picture);
            }
        }
    }

    /// <summary>Writes a readable line and its object: one of them is shown.</summary>
    public void Report(FormattableString markup, JsonLine line)
    {
        Line(markup);
        Json(line);
    }

    /// <summary>Writes a warning to the error stream.</summary>
    public void Warn(string message)
    {
        lock (_lock)
        {
            System.Console.Error.WriteLine($"uhit: {message}");
        }
    }

    /// <summary>An empty table in the style of the tool.</summary>
    public Table NewTable(params string[] columns)
    {
        var table = new Table { Border = Console.Profile.Capabilities.Ansi ? TableBorder.Rounded : TableBorder.Simple };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column.TrimStart('>'), new Style(decoration: Decoration.Bold)))
            {
                Alignment = column.StartsWith('>') ? Justify.Right : Justify.Left,
                NoWrap = true,
            });
        }

        return table;
    }
}
