using Microsoft.Extensions.Logging;

namespace Uhit.Client.Reliability.Hosting;

/// <summary>Writes what a child logs as a failure to its standard error, which its parent shows
/// when the child ends before its time.</summary>
internal sealed class ErrorLog : ILogger, ILoggerProvider
{
    public static ErrorLog Instance { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Console.Error.WriteLine($"{logLevel} {eventId.Id}: {formatter(state, exception)} {exception}");
        }
    }

    public void Dispose()
    {
    }
}
