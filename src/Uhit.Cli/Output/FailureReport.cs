using Uhit.Cli.Runtime;
using Uhit.Client;
using Uhit.Client.Certificates;

namespace Uhit.Cli.Output;

/// <summary>Turns an exception into one message on the error stream, one object on standard output where JSON was asked for, and an exit code.</summary>
internal sealed class FailureReport
{
    private readonly bool _json;
    private readonly bool _details;

    public FailureReport(bool json, bool details)
    {
        _json = json;
        _details = details;
    }

    public int Stopped()
    {
        Write("Stopped before it was done.", "Stopped");
        return ExitCodes.Failed;
    }

    public int Report(Exception exception)
    {
        var expected = Expected(exception);
        Write(Words(expected) is { } words ? ToolWords.Of(words) : $"Unexpected error, please report it: {exception.GetType().Name}: {exception.Message}", (expected ?? exception).GetType().Name);
        if (_details)
        {
            Console.Error.WriteLine(exception);
        }
        else if (expected is null)
        {
            Console.Error.WriteLine("Add --details for the whole story.");
        }

        return expected is ToolException { IsWrongUse: true } ? ExitCodes.WrongUse : ExitCodes.Failed;
    }

    private static string? Words(Exception? expected) => expected is UhitConnectionException { RequestId: { } id }
        ? $"{expected.Message} Nothing left; the inquiry is stored as {id}: send it again by --resend {id} in place of --input."
        : expected?.Message;

    // A host that does not start wraps what it was told by options validation.
    private static Exception? Expected(Exception exception) => exception switch
    {
        ToolException or UhitException or CertificateException or IOException or UnauthorizedAccessException => exception,
        Microsoft.Extensions.Options.OptionsValidationException => exception,
        AggregateException { InnerExceptions.Count: 1 } aggregate => Expected(aggregate.InnerExceptions[0]),
        _ => exception.InnerException is { } inner ? Expected(inner) : null,
    };

    private void Write(string message, string kind)
    {
        Console.Error.WriteLine($"uhit: {DisplayText.Of(message)}");
        if (_json)
        {
            JsonLines.Write(Console.Out, new ErrorLine(kind, message));
        }
    }

    private sealed record ErrorLine(string Error, string Message) : JsonLine("error");
}
