using Uhit.Cli.Errors;
using Uhit.Client;
using Uhit.Client.Simulator;
using Uhit.Client.Wire;

namespace Uhit.Cli.Hosting;

/// <summary>The contract that a verb speaks: the reference contract, or that of a folder.</summary>
internal sealed class ToolContract
{
    private const string VariablePrefix = "UHIT_SECRET_";

    private readonly IReadOnlyDictionary<string, string> _secrets;

    private ToolContract(
        SimulatedWireFormat format, IReadOnlyList<WireContractFile> inquiryFiles, IReadOnlyDictionary<string, string> secrets)
    {
        Format = format;
        InquiryFiles = inquiryFiles;
        _secrets = secrets;
    }

    public static ToolContract Reference { get; } = new(
        ReferenceWireFormat.Instance, ReferenceWireFormat.Instance.InquiryContractFiles, new Dictionary<string, string>());

    /// <summary>The format, without the values of its secrets.</summary>
    public SimulatedWireFormat Format { get; }

    /// <summary>The files of the service that CNP hosts, for the simulator's <c>?wsdl</c>.</summary>
    public IReadOnlyList<WireContractFile> InquiryFiles { get; }

    /// <summary>The contract of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="needsSecrets">Whether messages are sent or judged, so that each secret that the contract names must be there.</param>
    /// <param name="variable">The value of an environment variable.</param>
    /// <exception cref="ContractException">The folder can't be used.</exception>
    public static ToolContract Of(string folder, bool needsSecrets, Func<string, string?> variable)
    {
        var contract = MappedContract.Load(folder);
        var secrets = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var missing = new List<string>();
        foreach (var name in contract.WireFormat.SecretNames)
        {
            if (variable(VariableOf(name)) is { Length: > 0 } value)
            {
                secrets[name] = value;
            }
            else
            {
                missing.Add(VariableOf(name));
            }
        }

        return needsSecrets && missing.Count > 0
            ? throw new ToolException(
                $"The contract in {contract.Folder} has secrets whose values are read from the environment: "
                    + $"set {string.Join(", ", missing)}.")
            { IsWrongUse = true }
            : new ToolContract(contract.WireFormat, contract.InquiryContractFiles, secrets);
    }

    /// <summary>The environment variable with the value of a secret, such as
    /// <c>UHIT_SECRET_CNP_PASSWORD</c> for <c>cnp-password</c>.</summary>
    public static string VariableOf(string secret) =>
        VariablePrefix + string.Concat(secret.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));

    /// <summary>Makes a client speak it.</summary>
    public void UseFor(UhitClientBuilder builder) => builder.UseWireFormat(Format).Configure(options =>
    {
        Fill(options.Secrets);
    });

    /// <summary>Makes the simulator speak it.</summary>
    public void UseFor(UhitSimulatorOptions options)
    {
        options.WireFormat = Format;
        Fill(options.Secrets);
        options.ContractFiles = InquiryFiles;
    }

    private void Fill(IDictionary<string, string> secrets)
    {
        foreach (var (name, value) in _secrets)
        {
            secrets[name] = value;
        }
    }
}
