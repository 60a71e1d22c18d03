using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Uhit.Cli.Output;

namespace Uhit.Cli.Runtime;

/// <summary>Writes each entry of the log as one line, by the clock that the tool's own lines have.</summary>
internal sealed class ToolLogFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "uhit";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var text = $"{logEntry.Formatter(logEntry.State, logEntry.Exception)} {logEntry.Exception}".TrimEnd().ReplaceLineEndings(" ");
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
