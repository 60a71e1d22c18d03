using System.CommandLine;
using Microsoft.Extensions.Logging;
using Uhit.Cli.Options;
using Uhit.Cli.Output;

namespace Uhit.Cli.Hosting;

/// <summary>The library's log, on the error stream: each entry as one line, by the clock that the tool's own lines have.</summary>
/// <param name="errors">The error stream.</param>
/// <param name="isDetailed">Whether all of it is written, or warnings and errors alone.</param>
internal sealed class ToolLog(TextWriter errors, bool isDetailed) : ILoggerProvider
{
    // 'uhit inbox purge' says the same as its result.
    private const int PurgedOnDemand = 1244;

    /// <summary>The log of the run to which a command line belongs.</summary>
    public static ToolLog Of(ParseResult parsed) => new(ToolConsole.Of(parsed).Error, parsed.GetValue(CommonOptions.Details));

    /// <summary>Has it written.</summary>
    public void Configure(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddProvider(this);
        logging.SetMinimumLevel(isDetailed ? LogLevel.Debug : LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Hosting", isDetailed ? LogLevel.Information : LogLevel.None);
        logging.AddFilter("Microsoft", isDetailed ? LogLevel.Information : LogLevel.Error);
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        // The stream is not its own.
    }

    private void Write(LogLevel level, string category, EventId id, string message, Exception? exception)
    {
        if (id.Id != PurgedOnDemand || isDetailed)
        {
            var text = $"{ToolWords.Of(message)} {exception}".TrimEnd().ReplaceLineEndings(" ");
            errors.WriteLine(
                $"{ToolTime.ToMillisecond(TimeProvider.System.GetUtcNow())} {Word(level)}: {category}[{id.Id}] {text}");
        }
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };

    private sealed class Logger(ToolLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Write(logLevel, category, eventId, formatter(state, exception), exception);
    }
}
