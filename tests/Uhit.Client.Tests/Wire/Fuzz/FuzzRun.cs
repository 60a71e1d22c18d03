using System.Globalization;

namespace Uhit.Client.Tests.Wire.Fuzz;

/// <summary>How much is tried: few cases in each run of the tests, as many as are asked for by a command.</summary>
internal static class FuzzRun
{
    // Far more than any case takes on a busy machine: only one that hangs reaches it.
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    /// <summary>Number of cases; the environment's UHIT_FUZZ_CASES where it is set.</summary>
    public static int Cases { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("UHIT_FUZZ_CASES"), CultureInfo.InvariantCulture, out var cases) ? cases : 10_000;

    /// <summary>The seed; the environment's UHIT_FUZZ_SEED where it is set.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("UHIT_FUZZ_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 20260615;

    /// <summary>Runs a case on a thread of its own, and tells which it was where it fails or does not come to an end.</summary>
    public static async Task CaseAsync(int number, byte[] input, Func<Task> run)
    {
        try
        {
            await Task.Run(run).WaitAsync(HangGuard, TestContext.Current.CancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var verdict = e is TimeoutException ? "did not come to an end" : "failed";
            Assert.Fail($"Case {number} of seed {Seed} {verdict}: {e.Message}\n{Convert.ToBase64String(input)}");
        }
    }
}
