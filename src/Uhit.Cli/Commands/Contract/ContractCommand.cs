using Uhit.Cli.Commands.Contract.Check;
using Uhit.Cli.Commands.Contract.Try;

namespace Uhit.Cli.Commands.Contract;

/// <summary><c>uhit contract</c>: CNP's own WSDL, as a folder of data or as C#.</summary>
internal sealed class ContractCommand : ToolCommand
{
    public ContractCommand()
        : base(
            "contract", "Puts CNP's own contract in place: makes a folder of its WSDL, which needs no C#, checks it and tries it on "
                + "messages; or generates C# for a wire format of your own.")
    {
        Add(new ContractAddCommand());
        Add(new ContractCheckCommand());
        Add(new ContractTryCommand());
        Add(new ContractGenerateCommand());
    }

    public override IReadOnlyList<string> Examples =>
    [
        "uhit contract add inquiry.wsdl callback.wsdl --to cnp",
        "uhit contract check cnp",
        "uhit contract try cnp captured/*.xml",
        "uhit contract generate inquiry.wsdl callback.wsdl --output Wire/Generated --namespace Acme.Usage.Wire",
    ];
}
