namespace Uhit.Client.Reliability.Tests;

/// <summary>Short runs have a seed of their own each time; it is in the output, and in what fails.</summary>
internal static class Seeds
{
    public static int Next()
    {
        var seed = Random.Shared.Next();
        Tell($"seed {seed}");
        return seed;
    }

    public static void Tell(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
