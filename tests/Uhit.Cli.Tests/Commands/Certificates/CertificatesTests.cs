using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Uhit.Cli.Tests.Commands.Certificates;

/// <summary><c>uhit certificates</c>.</summary>
public sealed class CertificatesTests
{
    [Fact]
    public async Task Certificates_NewDirectory_MakesCaAndBothSides()
    {
        var directory = Path.Combine(Path.GetTempPath(), "uhit-cli-tests-" + Guid.NewGuid().ToString("N"));
        try
        {
            var run = await UhitTool.RunAsync("certificates", directory, "--json");

            Assert.True(run.ExitCode == 0, run.ToString());
            var lines = run.JsonOf("certificate");
            Assert.Equal(5, lines.Count);
            Assert.All(lines, line => Assert.True(File.Exists(line.GetProperty("file").GetString())));
            using var ca = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(directory, "ca.pem")));
            foreach (var name in new[] { "third-party.pem", "cnp.pem" })
            {
                using var certificate = X509Certificate2.CreateFromPemFile(Path.Combine(directory, name));
                Assert.True(certificate.HasPrivateKey);
                Assert.Equal(ca.Subject, certificate.Issuer);
                if (!OperatingSystem.IsWindows())
                {
                    Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(directory, name)));
                }
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task Certificates_FilesAreThere_ExitsWithOneAndLeavesThem()
    {
        using var directory = new WorkDirectory();
        var before = File.ReadAllText(directory["ca.pem"]);

        var run = await UhitTool.RunAsync("certificates", directory.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--force", run.Errors, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(directory["ca.pem"]));
    }

    [Fact]
    public async Task Certificates_PasswordInTheEnvironment_ProtectsThePfx()
    {
        using var directory = new WorkDirectory();
        await using var process = UhitProcess.Start(
            new Dictionary<string, string?> { ["UHIT_CERTIFICATE_PASSWORD"] = "of these tests" }, "certificates", directory.Path,
            "--force");

        var run = await process.EndAsync();

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.ThrowsAny<CryptographicException>(() => X509CertificateLoader.LoadPkcs12FromFile(directory["cnp.pfx"], "wrong"));
        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(directory["cnp.pfx"], "of these tests");
        Assert.True(certificate.HasPrivateKey);
        Assert.DoesNotContain("of these tests", run.Output + run.Errors, StringComparison.Ordinal);
    }
}
