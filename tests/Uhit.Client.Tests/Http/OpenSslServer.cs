using System.ComponentModel;
using System.Diagnostics;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Http;

/// <summary>OpenSSL's test server, which trusts another CA than ours and therefore refuses our certificate by an alert.</summary>
internal sealed class OpenSslServer : IDisposable
{
    private readonly Process _process;

    private OpenSslServer(Process process, int port)
    {
        _process = process;
        Address = new Uri($"https://localhost:{port}/");
    }

    public Uri Address { get; }

    public static async Task<OpenSslServer?> StartAsync(TransportFixture fixture, string version)
    {
        var own = fixture.Directory.File("server.pem");
        var trusted = fixture.Directory.File("trusted.pem");
        ThrowawayCertificates.WritePem(fixture.Certificates.Cnp, own);
        using var other = fixture.Certificates.IssueAuthority("CN=Another CA");
        File.WriteAllText(trusted, other.ExportCertificatePem());
        var start = new ProcessStartInfo(
            "openssl", [
                "s_server", version, "-accept", "127.0.0.1:0", "-cert", own, "-key", own, "-CAfile", trusted, "-Verify", "1",
                "-verify_return_error",
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }

        // It prints "ACCEPT 127.0.0.1:port" once it listens.
        while (await process!.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("ACCEPT ", StringComparison.Ordinal))
            {
                return new OpenSslServer(process, int.Parse(line[(line.LastIndexOf(':') + 1)..]));
            }
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
