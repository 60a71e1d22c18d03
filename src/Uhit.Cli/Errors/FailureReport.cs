using System.CommandLine;
using Microsoft.AspNetCore.Connections;
using Uhit.Cli.Hosting;
using Uhit.Cli.Options;
using Uhit.Cli.Output;
using Uhit.Client;

namespace Uhit.Cli.Errors;

/// <summary>Turns an exception into one message on the error stream, one object on standard output
/// where JSON was asked for, and an exit code.</summary>
/// <remarks>Where an inquiry was stored before it failed, both name it, and the commands that go on.</remarks>
internal sealed class FailureReport
{
    private readonly ParseResult _parsed;
    private readonly ToolConsole _console;
    private readonly bool _json;
    private readonly bool _details;

    public FailureReport(ParseResult parsed, ToolConsole console)
    {
        _parsed = parsed;
        _console = console;
        _json = parsed.GetValue(CommonOptions.Json);
        _details = parsed.GetValue(CommonOptions.Details);
    }

    public int Stopped(Exception exception)
    {
        var (id, sending) = InquiryOf(exception);
        Write(
            exception is UhitCanceledException ? $"Stopped before it was done. {exception.Message}" : "Stopped before it was done.",
            "Stopped",
            id,
            sending,
            isNextShown: IsNextShown(exception));
        return ExitCodes.Failed;
    }

    public int Report(Exception exception)
    {
        var (id, sending) = InquiryOf(exception);
        var expected = Expected(exception);
        Write(
            expected is null ? $"Unexpected error, please report it: {exception.GetType().Name}: {exception.Message}" : MessageOf(expected),
            (expected ?? exception).GetType().Name,
            id,
            sending,
            (expected as UhitException)?.RetryAfter,
            FaultItem.Of(expected),
            IsNextShown(exception));
        if (_details)
        {
            FaultItem.Write(_console.Error, expected);
            _console.Error.WriteLine(exception);
        }
        else if (expected is null)
        {
            _console.Error.WriteLine("Add --details for the whole story.");
        }

        return expected is ToolException { IsWrongUse: true } ? ExitCodes.WrongUse : ExitCodes.Failed;
    }

    // A host that does not start wraps what it was told by options validation.
    private static Exception? Expected(Exception exception) => exception switch
    {
        ToolException or UhitException or IOException or UnauthorizedAccessException or TimeZoneNotFoundException =>
            exception,
        Microsoft.Extensions.Options.OptionsValidationException => exception,
        AggregateException { InnerExceptions.Count: 1 } aggregate => Expected(aggregate.InnerExceptions[0]),
        _ => exception.InnerException is { } inner ? Expected(inner) : null,
    };

    private static bool IsNextShown(Exception exception) => exception is StoredInquiryException { IsNextShown: true };

    // Kestrel's own words name the address, and not what to do.
    private static string MessageOf(Exception expected) => ToolWords.Of(expected.Message)
        + (expected is IOException { InnerException: AddressInUseException }
            ? " Another process listens there: stop it, or write another port in --listen (port 0 takes a free one)." : string.Empty);

    private static (RequestId? Id, SendingState? Sending) InquiryOf(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            switch (at)
            {
                case StoredInquiryException stored:
                    return (stored.RequestId, stored.Sending);
                case UhitCanceledException canceled:
                    return (canceled.RequestId, canceled.Sending);
                case UhitException { RequestId: { } id } failure:
                    return (id, failure.Sending);
            }
        }

        return default;
    }

    private void Write(
        string message, string kind, RequestId? id, SendingState? sending, TimeSpan? retryAfter = null, FaultItem? fault = null,
        bool isNextShown = false)
    {
        _console.Error.WriteLine($"uhit: {DisplayText.Of(message)}");
        if (fault is not null)
        {
            _console.Error.WriteLine(DisplayText.Of(fault.Words()));
        }

        var next = id is { } number ? NextSteps.After(_parsed, number, sending, message) : null;
        foreach (var step in isNextShown ? [] : next ?? [])
        {
            _console.Error.WriteLine($"  {step.Command}");
            _console.Error.WriteLine($"      {step.What}");
        }

        if (_json)
        {
            new ErrorLine(kind, message, id?.Value, sending, retryAfter?.TotalSeconds, fault,
                next?.Select(step => step.Command).ToList()).WriteTo(_console.Output);
        }
    }

    private sealed record ErrorLine(
        string Error, string Message, string? RequestId, SendingState? Sending, double? RetryAfterSeconds, FaultItem? Fault,
        IReadOnlyList<string>? Next) : JsonLine("error");
}
