using System.Diagnostics;
using Uhit.Client.Tests;

namespace Uhit.Client.EndToEnd.Tests.Harness;

/// <summary>A script of <c>tests/interop</c>, run by node.</summary>
internal sealed class NodeScript : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private NodeScript(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static string? WhyNot { get; } = !Directory.Exists(Path.Combine(Folder, "node_modules"))
        ? "node's packages are not installed: run build/test.sh, with node and npm on the machine"
        : null;

    private static string Folder => Path.Combine(Repository.Root, "tests", "interop");

    public static NodeScript Start(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [script, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new NodeScript(Process.Start(start)!);
    }

    public async Task<string> ReadLineAsync()
    {
        var line = await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(60));
        return line ?? throw new InvalidOperationException("node ended: " + await _errors);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
