using Spectre.Console;
using Uhit.Cli.Hosting;
using Uhit.Client;

namespace Uhit.Cli.Output;

/// <summary>Where a verb writes: readable lines, or one JSON object per line. Safe for any thread.</summary>
/// <remarks>With JSON nothing else goes to standard output: what is for the eye is left out, warnings go to the error stream.</remarks>
internal sealed class ToolOutput
{
    // A log or a file has no width: what is one line stays one.
    private const int RedirectedWidth = 1_000_000;

    private readonly Lock _lock = new();

    private readonly ToolConsole _streams;

    public ToolOutput(bool json, ToolConsole streams)
    {
        IsJson = json;
        _streams = streams;
        Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(streams.Output), Ansi = streams.Ansi });
        if (streams.IsOutputRedirected)
        {
            Console.Profile.Width = RedirectedWidth;
            Console.Profile.Capabilities.Interactive = false;
        }
    }

    /// <summary>Whether JSON was asked for.</summary>
    public bool IsJson { get; }

    /// <summary>Whether the screen can be written over: progress is then one place, else it is line after line.</summary>
    public bool IsInteractive => !IsJson && Console.Profile.Capabilities.Interactive && Console.Profile.Capabilities.Ansi;

    /// <summary>Whether somebody is there who can be asked.</summary>
    public bool CanAsk => IsInteractive && !_streams.IsInputRedirected;

    /// <summary>The error stream.</summary>
    public TextWriter Errors => _streams.Error;

    /// <summary>The console; not to be used with JSON.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Writes an object, where JSON was asked for.</summary>
    public void Json(JsonLine line)
    {
        if (IsJson)
        {
            lock (_lock)
            {
                line.WriteTo(_streams.Output);
            }
        }
    }

    /// <summary>Writes a readable line with styles in its words, such as <c>[bold]</c>; values in it are cleaned, and are text.</summary>
    public void Line(LineMarkup markup)
    {
        if (!IsJson)
        {
            lock (_lock)
            {
                Console.Write(markup.ToParagraph());
                Console.WriteLine();
            }
        }
    }

    /// <summary>Writes an empty line.</summary>
    public void Line() => Line($"");

    /// <summary>Draws a table.</summary>
    public void Draw(ToolTable table)
    {
        if (!IsJson)
        {
            lock (_lock)
            {
                table.Draw(Console);
            }
        }
    }

    /// <summary>Writes a readable line and its object: one of them is shown.</summary>
    public void Report(LineMarkup markup, JsonLine line)
    {
        Line(markup);
        Json(line);
    }

    /// <summary>Writes what the user has to know: a readable line, or to the error stream where standard output is JSON.</summary>
    public void Notice(string message)
    {
        if (IsJson)
        {
            Warn(message);
        }
        else
        {
            Line($"{message}");
        }
    }

    /// <summary>Writes a warning to the error stream.</summary>
    public void Warn(string message)
    {
        lock (_lock)
        {
            Errors.WriteLine($"uhit: {DisplayText.Of(message)}");
        }
    }
}
