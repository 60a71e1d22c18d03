using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Uhit.Cli.Output;

namespace Uhit.Cli.Hosting;

/// <summary>The library's log, on the error stream: each entry as one line, by the clock that the tool's own lines have.</summary>
internal sealed class ToolLog(IOptionsMonitor<ToolLog.Settings> options) : ConsoleFormatter(FormatterName)
{
    private const string FormatterName = "uhit";

    // 'uhit inbox purge' says the same as its result.
    private const int PurgedOnDemand = 1244;

    /// <summary>Has warnings and errors written, or all of it with <c>--details</c>.</summary>
    public static void Configure(ILoggingBuilder logging, bool details)
    {
        logging.ClearProviders();
        logging.AddConsoleFormatter<ToolLog, Settings>(options => options.IsDetailed = details);
        logging.AddConsole(console =>
        {
            console.FormatterName = FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        logging.SetMinimumLevel(details ? LogLevel.Debug : LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Hosting", details ? LogLevel.Information : LogLevel.None);
        logging.AddFilter("Microsoft", details ? LogLevel.Information : LogLevel.Error);
    }

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (logEntry.EventId.Id == PurgedOnDemand && !options.CurrentValue.IsDetailed)
        {
            return;
        }

        var text = $"{ToolWords.Of(logEntry.Formatter(logEntry.State, logEntry.Exception))} {logEntry.Exception}".TrimEnd()
            .ReplaceLineEndings(" ");
        textWriter.WriteLine(
            $"{ToolTime.ToMillisecond(TimeProvider.System.GetUtcNow())} {Level(logEntry.LogLevel)}: {logEntry.Category}["
                + $"{logEntry.EventId.Id}] {text}");
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

    /// <summary>What of the log is written.</summary>
    internal sealed class Settings : ConsoleFormatterOptions
    {
        /// <summary>Whether entries are written too that a verb tells in its own words.</summary>
        public bool IsDetailed { get; set; }
    }
}
