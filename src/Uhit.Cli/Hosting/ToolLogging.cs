using Microsoft.Extensions.Logging;

namespace Uhit.Cli.Hosting;

/// <summary>The library's log goes to the error stream: warnings and errors, or all of it with <c>--details</c>.</summary>
internal static class ToolLogging
{
    public static void Configure(ILoggingBuilder logging, bool details)
    {
        logging.ClearProviders();
        logging.AddConsoleFormatter<ToolLogFormatter, ToolLogOptions>(options => options.IsDetailed = details);
        logging.AddConsole(console =>
        {
            console.FormatterName = ToolLogFormatter.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        logging.SetMinimumLevel(details ? LogLevel.Debug : LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Hosting", details ? LogLevel.Information : LogLevel.None);
        logging.AddFilter("Microsoft", details ? LogLevel.Information : LogLevel.Error);
    }
}
