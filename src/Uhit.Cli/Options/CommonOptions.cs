using System.CommandLine;

namespace Uhit.Cli.Options;

/// <summary>The options of every verb.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Write one JSON object per line on standard output, and nothing else there.",
        Recursive = true,
    };

    public static Option<bool> Details { get; } = new("--details")
    {
        Description = "Show the library's log, and the whole story of an error, on the error stream.",
        Recursive = true,
    };
}
