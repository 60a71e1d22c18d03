using System.CommandLine;
using Spectre.Console;
using Uhit.Cli.Errors;
using Uhit.Cli.Output;
using Uhit.Client;

namespace Uhit.Cli.Options;

/// <summary>Asks before something is destroyed; scripts say it beforehand.</summary>
internal static class Confirmation
{
    public static Option<bool> Option() => new("--yes") { Description = "Do it without asking: for scripts." };

    /// <exception cref="ToolException">Nobody can be asked, or the answer was no.</exception>
    public static void Require(ToolOutput output, bool yes, string question)
    {
        if (yes)
        {
            return;
        }

        if (!output.CanAsk)
        {
            throw new ToolException($"{question} It can't be undone: add --yes.") { IsWrongUse = true };
        }

        if (!output.Console
            .Prompt(new ConfirmationPrompt($"{Markup.Escape(DisplayText.Of(question))} It can't be undone.") { DefaultValue = false }))
        {
            throw new ToolException("Nothing was done.");
        }
    }
}
