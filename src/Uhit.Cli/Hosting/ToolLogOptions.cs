using Microsoft.Extensions.Logging.Console;

namespace Uhit.Cli.Hosting;

/// <summary>What of the log is written.</summary>
internal sealed class ToolLogOptions : ConsoleFormatterOptions
{
    /// <summary>Whether entries are written too that a verb tells in its own words.</summary>
    public bool IsDetailed { get; set; }
}
