using System.CommandLine;
using Uhit.Client.Certificates;

namespace Uhit.Cli.Options;

/// <summary>The certificate of this side and the roots that the other side's certificate must lead to.</summary>
internal sealed class CertificateArguments
{
    /// <summary>The environment variable with the password of a PFX file or of an encrypted key.</summary>
    public const string PasswordVariable = "UHIT_CERTIFICATE_PASSWORD";

    private readonly Option<FileInfo> _certificate = OptionKinds.ExistingFile(
        "--certificate",
        $"This side's certificate: a PEM file with its key, or a .pfx whose password is in the environment variable {PasswordVariable}.");

    private readonly Option<FileInfo> _key = OptionKinds.ExistingFile(
        "--key", "PEM file with the key, where it is not in the certificate's own file.", required: false);

    private readonly Option<FileInfo> _trust = OptionKinds.ExistingFile(
        "--trust", "PEM file with the roots that the other side's certificate must lead to.");

    public void AddTo(Command command)
    {
        command.Add(_certificate);
        command.Add(_key);
        command.Add(_trust);
    }

    public string TrustFile(ParseResult parsed) => parsed.GetRequiredValue(_trust).FullName;

    public string CertificateFile(ParseResult parsed) => parsed.GetRequiredValue(_certificate).FullName;

    /// <summary>Writes the certificate into options of the library.</summary>
    public void Apply(ParseResult parsed, ClientCertificateOptions options)
    {
        var from = Certificate(parsed);
        options.PfxFile = from.PfxFile;
        options.PemFile = from.PemFile;
        options.KeyFile = from.KeyFile;
        options.PasswordVariable = from.PasswordVariable;
    }

    /// <summary>Writes the roots into options of the library.</summary>
    public void Apply(ParseResult parsed, ServerTrustOptions options)
    {
        options.RootFiles.Add(TrustFile(parsed));
    }

    public ClientCertificateOptions Certificate(ParseResult parsed)
    {
        var hasPassword = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(PasswordVariable));
        return ClientCertificateOptions.FromFile(
            parsed.GetRequiredValue(_certificate).FullName, parsed.GetValue(_key)?.FullName, hasPassword ? PasswordVariable : null);
    }
}
