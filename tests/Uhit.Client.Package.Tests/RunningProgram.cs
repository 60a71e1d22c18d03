using System.Diagnostics;

namespace Uhit.Client.Package.Tests;

/// <summary>A program that goes on until it is ended, and what it says.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _said = [];

    private RunningProgram(Process process) => _process = process;

    public static RunningProgram Start(string folder, string program, params string[] arguments) =>
        new(Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!);

    /// <summary>Goes on reading until a line has the text; it fails when the program ends before.</summary>
    public async Task<string> WaitForAsync(string text, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            _said.Add(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        Assert.Fail($"The program ended before it said \"{text}\":\n{string.Join('\n', _said)}");
        return string.Empty;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
