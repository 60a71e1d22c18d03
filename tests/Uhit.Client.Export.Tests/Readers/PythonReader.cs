using System.Diagnostics;
using Uhit.Client.Tests;

namespace Uhit.Client.Export.Tests.Readers;

/// <summary>A reader that is not ours: a script of this folder, run by Python 3 with what is in its library.</summary>
internal static class PythonReader
{
    /// <summary>Why there is none; the tests are skipped then, but not in CI.</summary>
    public static string? WhyNot { get; } = Environment.GetEnvironmentVariable("CI") == "true" || IsThere()
        ? null
        : "Python 3.9 or newer with time zone data is not on this machine";

    /// <summary>Runs a script on bytes.</summary>
    /// <returns>The lines that it wrote.</returns>
    public static async Task<string[]> RunAsync(string script, byte[] input, params string[] arguments)
    {
        Assert.SkipWhen(WhyNot is not null, WhyNot ?? string.Empty);
        var path = Path.Combine(Repository.Root, "tests", "Uhit.Client.Export.Tests", "Readers", script);
        var start = new ProcessStartInfo("python3", [path, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, TestContext.Current.CancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read all: what it says follows.
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(process.ExitCode == 0, await output + await errors);
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool IsThere()
    {
        try
        {
            const string Command = "import zoneinfo; zoneinfo.ZoneInfo('America/Chicago')";
            using var process = Process.Start(new ProcessStartInfo("python3", ["-c", Command]) { RedirectStandardError = true })!;
            return process.WaitForExit(TimeSpan.FromSeconds(60)) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
