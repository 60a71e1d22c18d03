using System.CommandLine;
using Uhit.Cli.Hosting;
using Uhit.Cli.Options;
using Uhit.Cli.Output;

namespace Uhit.Cli.Commands;

/// <summary>A verb: what it does, and where it writes to.</summary>
internal abstract class ToolVerb : ToolCommand
{
    protected ToolVerb(string name, string description)
        : base(name, description) =>
        SetAction((parsed, cancellationToken) => RunAsync(
            parsed, new ToolOutput(parsed.GetValue(CommonOptions.Json), ToolConsole.Of(parsed)), cancellationToken));

    /// <returns>The exit code.</returns>
    protected abstract Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken);
}
