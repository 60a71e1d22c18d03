using System.CommandLine;
using Uhit.Cli.Options;
using Uhit.Client;

namespace Uhit.Cli.Commands.Request;

/// <summary><c>--answer-timeout</c>: how long CNP may take to answer at once.</summary>
internal sealed class AnswerTimeout
{
    // For tries that did not leave: as the library's own limits are apart.
    private static readonly TimeSpan ForMoreTries = TimeSpan.FromSeconds(90);

    private readonly Option<TimeSpan?> _time = DurationOptions.Create(
        "--answer-timeout", "How long CNP may take to answer the inquiry, such as 30s (unless it is given) or 2m. Without an answer it is "
            + "uncertain whether CNP has it.");

    public void AddTo(Command command) => command.Add(_time);

    public void Apply(ParseResult parsed, UhitClientOptions options)
    {
        if (parsed.GetValue(_time) is { } time)
        {
            options.Connection.AttemptTimeout = time;
            options.Connection.TotalTimeout = time + ForMoreTries;

            // The limit of the connection itself would come first.
            options.Connection.RequestTimeout = time + ForMoreTries;
        }
    }
}
