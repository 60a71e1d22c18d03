using System.CommandLine;
using Uhit.Cli.Output;

namespace Uhit.Cli.Commands.Contract;

/// <summary><c>uhit contract</c>: CNP's own WSDL, as a folder of data or as C#.</summary>
internal sealed class ContractCommand : Command, IHasExamples
{
    public ContractCommand()
        : base("contract", "Takes CNP's own WSDL: makes a contract folder of it, which needs no C#, or generates C# for a wire format of your own.")
    {
        Add(new ContractAddCommand());
        Add(new ContractGenerateCommand());
    }

    public IReadOnlyList<string> Examples =>
    [
        "uhit contract add inquiry.wsdl callback.wsdl --to cnp",
        "uhit contract generate inquiry.wsdl callback.wsdl --output Wire/Generated --namespace Acme.Usage.Wire",
    ];
}
