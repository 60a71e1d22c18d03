using System.CommandLine;
using System.CommandLine.Invocation;
using Uhit.Cli.Commands.Abandon;
using Uhit.Cli.Commands.Certificates;
using Uhit.Cli.Commands.Check;
using Uhit.Cli.Commands.Contract;
using Uhit.Cli.Commands.Demo;
using Uhit.Cli.Commands.Export;
using Uhit.Cli.Commands.Inbox;
using Uhit.Cli.Commands.Listen;
using Uhit.Cli.Commands.Report;
using Uhit.Cli.Commands.Request;
using Uhit.Cli.Commands.Simulate;
using Uhit.Cli.Commands.Status;
using Uhit.Cli.Errors;
using Uhit.Cli.Hosting;
using Uhit.Cli.Options;
using Uhit.Cli.Output;

namespace Uhit.Cli;

/// <summary>The tool: reads the command line, runs the verb, and turns every end into an exit code and a message.</summary>
internal static class Tool
{
    // Reading a command line changes nothing in it, so runs side by side share it.
    private static readonly RootCommand Root = BuildRoot();

    /// <summary>Runs the tool.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, ToolConsole console, CancellationToken cancellationToken)
    {
        var parsed = Root.Parse(args);
        if (IsBareGroup(parsed))
        {
            parsed = Root.Parse([.. args, "--help"]);
        }

        if (parsed.Action is ParseErrorAction || WrongUse.MistypedOptions(parsed).Count > 0)
        {
            return WrongUse.Report(parsed, console.Error);
        }

        var failures = new FailureReport(parsed, console);
        try
        {
            return await parsed.InvokeAsync(console, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested
            && exception is OperationCanceledException or StoredInquiryException { InnerException: OperationCanceledException })
        {
            return failures.Stopped(exception);
        }
        catch (Exception exception)
        {
            return failures.Report(exception);
        }
    }

    // A group of verbs without one, as "uhit" alone: whoever writes it wants to see them.
    private static bool IsBareGroup(ParseResult parsed) =>
        parsed.CommandResult.Command is { Subcommands.Count: > 0 } && parsed.UnmatchedTokens.Count == 0
        && parsed.Tokens.All(token => token.Type == System.CommandLine.Parsing.TokenType.Command);

    private static RootCommand BuildRoot()
    {
        var root = new RootCommand(
            "Asks CenterPoint Energy (CNP) for the usage history of ESI IDs, receives the answers, and plays CNP's side for trying things "
                + "out.")
        {
            new DemoCommand(),
            new CertificatesCommand(),
            new CheckCommand(),
            new ListenCommand(),
            new RequestCommand(),
            new StatusCommand(),
            new ExportCommand(),
            new ReportCommand(),
            new AbandonCommand(),
            new InboxCommand(),
            new SimulateCommand(),
            new ContractCommand(),
            CommonOptions.Json,
            CommonOptions.Details,
        };
        HelpWithExamples.Install(root);
        return root;
    }
}
