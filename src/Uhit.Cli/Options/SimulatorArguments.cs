using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Uhit.Cli.Errors;
using Uhit.Cli.Hosting;
using Uhit.Client.Certificates;
using Uhit.Client.Simulator;

namespace Uhit.Cli.Options;

/// <summary>How the simulator behaves.</summary>
internal sealed class SimulatorArguments
{
    private readonly Option<int> _seed = new("--seed")
    {
        Description = "From what the usage follows: the same seed gives the same usage.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed))
            {
                return seed;
            }

            result.AddError($"--seed: '{result.Tokens[0].Value}' is no whole number of 32 bits. Write one such as 42.");
            return default;
        },
    };

    private readonly Option<string> _scenario = new("--scenario")
    {
        Description = "How CNP behaves:\n"
            + string.Join('\n', SimulatorScenarios.All.Select(scenario => $"{scenario.Name}: {scenario.Description}")),
        HelpName = "NAME",
        DefaultValueFactory = _ => SimulatorScenarios.Normal.Name,
    };

    private readonly ContractOption _contract = new();

    public SimulatorArguments() => _scenario.Validators.Add(result =>
    {
        if (result.Tokens is [var name] && SimulatorScenarios.Find(name.Value) is null)
        {
            result.AddError(
                $"--scenario: '{name.Value}' is not known. Write one "
                    + $"of: {string.Join(", ", SimulatorScenarios.All.Select(scenario => scenario.Name))}.");
        }
    });

    public void AddTo(Command command)
    {
        command.Add(_seed);
        command.Add(_scenario);
        _contract.AddTo(command);
    }

    /// <summary>The contract that is spoken.</summary>
    public ToolContract Contract(ParseResult parsed) => _contract.Of(parsed);

    public void Apply(ParseResult parsed, UhitSimulatorOptions options)
    {
        options.Seed = parsed.GetValue(_seed);
        options.Scenario = SimulatorScenarios.Find(parsed.GetRequiredValue(_scenario))!;
    }

    /// <summary>Gives a simulator its certificate and roots out of files.</summary>
    public static void ApplyFiles(UhitSimulatorOptions options, ClientCertificateOptions certificate, string trustFile)
    {
        var own = new ConfiguredCertificateSource(
            certificate, options.TimeProvider, NullLogger<ConfiguredCertificateSource>.Instance).GetCurrent();
        options.Certificate = own.TargetCertificate;
        options.CertificateChain.AddRange(own.IntermediateCertificates.ToArray());
        var roots = Roots(trustFile);
        options.TrustedClientRoots.AddRange(roots);
        options.TrustedServerRoots.AddRange(roots);
    }

    private static X509Certificate2Collection Roots(string file)
    {
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPemFile(file);
        }
        catch (CryptographicException exception)
        {
            throw new ToolException($"--trust: '{file}' holds no certificates in PEM.", exception) { IsWrongUse = true };
        }

        return roots.Count > 0 ? roots : throw new ToolException($"--trust: '{file}' holds no certificate in PEM.") { IsWrongUse = true };
    }
}
