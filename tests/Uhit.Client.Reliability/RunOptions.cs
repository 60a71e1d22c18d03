using System.CommandLine;
using Uhit.Client.Reliability.Checking;
using Uhit.Client.Reliability.Stores;

namespace Uhit.Client.Reliability;

/// <summary>What every kind of run is asked by its command line, and how it ends.</summary>
internal static class RunOptions
{
    public static Option<int> Seed() => new("--seed")
    {
        Description = "Of all choices; the same seed makes the same ones.",
        DefaultValueFactory = _ => Random.Shared.Next(),
    };

    public static Option<StoreKind> Store(StoreKind usual = StoreKind.Sqlite) =>
        new("--store") { Description = "sqlite or postgres.", DefaultValueFactory = _ => usual };

    /// <summary>Says what must not be, if anything.</summary>
    /// <returns>0 where nothing was found, else 1.</returns>
    public static int ExitCode(bool isClean, Findings findings)
    {
        foreach (var finding in findings.First)
        {
            Console.WriteLine(finding);
        }

        return isClean ? 0 : 1;
    }
}
