using System.CommandLine;

namespace Uhit.Cli.Commands;

/// <summary>A verb or a group of verbs: its help ends with examples.</summary>
internal abstract class ToolCommand(string name, string description) : Command(name, description)
{
    public abstract IReadOnlyList<string> Examples { get; }
}
