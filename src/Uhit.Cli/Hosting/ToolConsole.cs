using System.CommandLine;
using System.Text;
using Spectre.Console;
using Uhit.Cli.Output;

namespace Uhit.Cli.Hosting;

/// <summary>What a run of the tool has around it: where it writes to, and the environment variables of the tool. As it is made, it is
/// that of no terminal and has no variables.</summary>
internal sealed class ToolConsole : InvocationConfiguration
{
    public ToolConsole(TextWriter output, TextWriter? errors = null)
    {
        Output = output;
        Error = TextWriter.Synchronized(new CleanWriter(errors ?? TextWriter.Null));
        EnableDefaultExceptionHandler = false;
        ProcessTerminationTimeout = null;
    }

    /// <summary>Whether what is written can have colours.</summary>
    public AnsiSupport Ansi { get; private init; } = AnsiSupport.No;

    public bool IsOutputRedirected { get; private init; } = true;

    public bool IsInputRedirected { get; private init; } = true;

    /// <summary>The value of an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>That of this process.</summary>
    public static ToolConsole OfProcess()
    {
        UseUtf8();
        return new ToolConsole(Console.Out, Console.Error)
        {
            Ansi = AnsiSupport.Detect,
            IsOutputRedirected = Console.IsOutputRedirected,
            IsInputRedirected = Console.IsInputRedirected,
            Variable = Environment.GetEnvironmentVariable,
        };
    }

    /// <summary>That of the run to which a command line belongs.</summary>
    public static ToolConsole Of(ParseResult parsed) => (ToolConsole)parsed.InvocationConfiguration;

    // Without a mark, so that output can be piped, and pictures of the load can be drawn.
    private static void UseUtf8()
    {
        try
        {
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        }
        catch (IOException)
        {
            // No console: the streams keep the encoding that they have.
        }
    }
}
