using System.CommandLine;
using Uhit.Cli.Errors;
using Uhit.Cli.Hosting;
using Uhit.Cli.Options;
using Uhit.Cli.Output;
using Uhit.Client.Certificates;
using Uhit.Client.Testing;

namespace Uhit.Cli.Commands.Certificates;

/// <summary><c>uhit certificates DIR</c>: a throwaway CA, and a certificate for each side.</summary>
internal sealed class CertificatesCommand : ToolVerb
{
    private static readonly string[] FileNames = ["ca.pem", "third-party.pem", "third-party.pfx", "cnp.pem", "cnp.pfx"];

    private readonly Argument<DirectoryInfo> _directory =
        new("DIR") { Description = "The directory that the files are written to; made if it is not there." };

    private readonly Option<bool> _force = new("--force") { Description = "Write over files of the same names." };

    public CertificatesCommand()
        : base(
            "certificates",
            "Makes a throwaway CA, a Third Party certificate and a CNP certificate for trying things out; never for CNP itself.")
    {
        Add(_directory);
        Add(_force);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "uhit certificates ./certificates",
        $"{CertificateArguments.PasswordVariable}=… uhit certificates ./certificates    (the password of the .pfx files; else they have "
            + "none)",
    ];

    protected override Task<int> RunAsync(ParseResult parsed, ToolOutput output, CancellationToken cancellationToken) =>
        Task.FromResult(Run(parsed, output));

    private int Run(ParseResult parsed, ToolOutput output)
    {
        var directory = parsed.GetRequiredValue(_directory).FullName;
        var present = FileNames.FirstOrDefault(name => File.Exists(Path.Combine(directory, name)));
        if (present is not null && !parsed.GetValue(_force))
        {
            throw new ToolException(
                $"'{Path.Combine(directory, present)}' is there already. Name another directory, or add --force to write over it.");
        }

        using var certificates = new ThrowawayCertificates();
        certificates.WriteTo(directory, ToolConsole.Of(parsed).Variable(CertificateArguments.PasswordVariable));
        Report(output, directory, certificates);
        return ExitCodes.Done;
    }

    private static void Report(ToolOutput output, string directory, ThrowawayCertificates certificates)
    {
        var table = new ToolTable(new("File"), new("What it is") { Wraps = true }, new("Distinguished Name"));
        foreach (var (file, what, name) in new[]
        {
            ("ca.pem", "the CA that both sides trust (--trust)", certificates.Authority.SubjectName),
            ("third-party.pem, third-party.pfx", "your side: uhit listen, uhit request, uhit check", certificates.ThirdParty.SubjectName),
            ("cnp.pem, cnp.pfx", "CNP's side: uhit simulate", certificates.Cnp.SubjectName),
        })
        {
            var text = DistinguishedName.FromDer(name.RawData).ToString();
            table.Add(file, what, text);
            foreach (var each in file.Split(", "))
            {
                output.Json(new CertificateLine(Path.Combine(directory, each), what, text));
            }
        }

        output.Line(
            $"Written to [bold]{directory}[/], valid for 90 days. The keys are readable by you only; none of them is worth protecting.");
        output.Draw(table);
        output.Line($"Let CNP's side in with: uhit listen --allow \"{DistinguishedName.OfSubject(certificates.Cnp)}\" …");
    }

    private sealed record CertificateLine(string File, string Purpose, string DistinguishedName) : JsonLine("certificate");
}
