using System.Diagnostics;

namespace Mutation;

/// <summary>The process that runs the tests. Hangs and crashes end it; the next question starts another.</summary>
internal sealed class Host(string folder, string tests, string mutated) : IDisposable
{
    private Process? _process;

    /// <summary>Asks for a line. Null: the process ended without an answer.</summary>
    public async Task<string?> AskAsync(string line, TimeSpan patience, int mutantFromStart = 0)
    {
        if (_process is null or { HasExited: true })
        {
            Start(mutantFromStart);
        }

        try
        {
            await _process!.StandardInput.WriteLineAsync(line);
            using CancellationTokenSource stop = new(patience);
            while (await _process.StandardOutput.ReadLineAsync(stop.Token) is { } answer)
            {
                if (answer.StartsWith("## ", StringComparison.Ordinal))
                {
                    if (answer.StartsWith("## timeout", StringComparison.Ordinal)
                        || answer.StartsWith("## dirty", StringComparison.Ordinal))
                    {
                        Dispose();
                    }

                    return answer[3..];
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
        }

        Dispose();
        return null;
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
        }

        _process?.Dispose();
        _process = null;
    }

    private void Start(int mutant)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["exec", "--depsfile", $"{tests}.deps.json", "--runtimeconfig", $"{tests}.runtimeconfig.json",
            Path.Combine(folder, "MutationHost.dll"), Path.Combine(folder, $"{tests}.dll"), mutated])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["UHIT_MUTANT"] = mutant.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["DOTNET_TieredPGO"] = "0";
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
    }
}
