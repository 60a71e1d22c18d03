using System.CommandLine;
using Uhit.Cli.Hosting;
using Uhit.Client.Wire;

namespace Uhit.Cli.Options;

/// <summary><c>--contract DIR</c>: which contract is spoken.</summary>
internal sealed class ContractOption
{
    private readonly Option<DirectoryInfo?> _folder = new("--contract")
    {
        Description =
            "Speak the contract of this folder ('uhit contract add' makes one of CNP's WSDL); without it, the reference contract.",
        HelpName = "DIR",
    };

    public ContractOption() => _folder.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && !File.Exists(Path.Combine(token.Value, MappedContract.FileName)))
        {
            result.AddError(
                $"--contract: there is no {MappedContract.FileName} in '{token.Value}'. 'uhit contract add WSDL' makes such a folder.");
        }
    });

    public void AddTo(Command command) => command.Add(_folder);

    /// <summary>The contract, with its secrets from the environment.</summary>
    /// <exception cref="ContractException">The folder can't be used.</exception>
    public ToolContract Of(ParseResult parsed) => Of(parsed, needsSecrets: true);

    /// <summary>The contract for what sends and judges nothing.</summary>
    /// <exception cref="ContractException">The folder can't be used.</exception>
    public ToolContract WithoutSecrets(ParseResult parsed) => Of(parsed, needsSecrets: false);

    private ToolContract Of(ParseResult parsed, bool needsSecrets) =>
        parsed.GetValue(_folder) is { } folder
            ? ToolContract.Of(folder.FullName, needsSecrets, ToolConsole.Of(parsed).Variable)
            : ToolContract.Reference;
}
