namespace Mutation;

/// <summary>What to mutate, and which tests to hold it against.</summary>
internal sealed record Options(
    string Root, string Project, string[] Paths, string Tests, string Pattern, string Name, TimeSpan Time, int Budget, string? Since,
    string? Again)
{
    public static Options Parse(string[] args)
    {
        Dictionary<string, string> named = [];
        List<string> paths = [];
        for (var at = 0; at < args.Length; at++)
        {
            if (args[at].StartsWith("--", StringComparison.Ordinal))
            {
                named[args[at]] = args[++at];
            }
            else
            {
                paths.Add(args[at]);
            }
        }

        return new(
            Path.GetFullPath(named["--root"]),
            Path.GetFullPath(named["--project"]),
            [.. paths],
            named["--tests"],
            named.GetValueOrDefault("--classes", "."),
            named["--name"],
            TimeSpan.FromMinutes(int.Parse(named.GetValueOrDefault("--minutes", "600"), System.Globalization.CultureInfo.InvariantCulture)),
            int.Parse(named.GetValueOrDefault("--budget", "8000"), System.Globalization.CultureInfo.InvariantCulture),
            named.GetValueOrDefault("--since"),
            named.GetValueOrDefault("--again"));
    }
}
