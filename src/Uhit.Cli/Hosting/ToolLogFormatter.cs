using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Uhit.Cli.Output;

namespace Uhit.Cli.Hosting;

/// <summary>Writes each entry of the log as one line, by the clock that the tool's own lines have.</summary>
internal sealed class ToolLogFormatter(IOptionsMonitor<ToolLogOptions> options) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "uhit";

    // 'uhit inbox purge' says the same as its result.
    private const int PurgedOnDemand = 1244;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (logEntry.EventId.Id == PurgedOnDemand && !options.CurrentValue.IsDetailed)
        {
            return;
        }

        var text = $"{ToolWords.Of(logEntry.Formatter(logEntry.State, logEntry.Exception))} {logEntry.Exception}".TrimEnd().ReplaceLineEndings(" ");
        textWriter.WriteLine($"{ToolTime.ToMillisecond(TimeProvider.System.GetUtcNow())} {Level(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] {text}");
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
