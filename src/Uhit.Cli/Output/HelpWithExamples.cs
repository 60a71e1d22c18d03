using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Uhit.Cli.Commands;

namespace Uhit.Cli.Output;

/// <summary>The help of System.CommandLine, followed by the verb's examples and the exit codes.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private readonly HelpAction _help;

    private HelpWithExamples(HelpAction help) => _help = help;

    public override bool ClearsParseErrors => true;

    public static void Install(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpWithExamples((HelpAction)option.Action!);
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        _help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is ToolCommand { Examples: var examples })
        {
            output.WriteLine("Examples:");
            foreach (var example in examples)
            {
                output.WriteLine("  " + example);
            }

            output.WriteLine();
        }

        output.WriteLine("Exit codes:");
        output.WriteLine("  0  done");
        output.WriteLine("  1  refused, failed, or stopped before it was done");
        output.WriteLine("  2  wrong use: nothing was done");
        return ExitCodes.Done;
    }
}
