using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Uhit.Cli.Errors;
using Uhit.Client.Certificates;
using Uhit.Client.Simulator;

namespace Uhit.Cli.Options;

/// <summary>Gives a simulator its certificate and roots out of files.</summary>
internal static class SimulatorFiles
{
    public static void Apply(UhitSimulatorOptions options, ClientCertificateOptions certificate, string trustFile)
    {
        var own = new ConfiguredCertificateSource(certificate, options.TimeProvider, NullLogger<ConfiguredCertificateSource>.Instance).GetCurrent();
        options.Certificate = own.Leaf;
        options.CertificateChain.AddRange(own.Intermediates);
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
