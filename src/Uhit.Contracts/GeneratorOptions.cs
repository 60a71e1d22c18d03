namespace Uhit.Contracts;

/// <summary>What is asked of one run.</summary>
internal sealed class GeneratorOptions
{
    public const string Help = """
        Generates WCF service contracts, proxies, message types and their XML code from WSDL 1.1 files (document/literal).

        WSDL... --output DIR --namespace NAME [options]
            --public             types are public (default: internal)
            --stream TYPE/ELEMENT  a repeated element that is read and written one by one, never as a list; may be repeated
            --struct TYPE        a type that becomes a readonly struct; may be repeated
            --binding NAME       the binding to use of a port type that has several
            --check              writes nothing, lists the files that differ, exit code 1 if there are any

        Exit codes: 0 done, 1 refused or different, 2 wrong use.

        """;

    public required IReadOnlyList<string> Contracts { get; init; }

    public required string Output { get; init; }

    public required string Namespace { get; init; }

    public IReadOnlySet<string> Streamed { get; init; } = new HashSet<string>();

    public IReadOnlySet<string> Structs { get; init; } = new HashSet<string>();

    public string? Binding { get; init; }

    public bool Public { get; init; }

    public bool Check { get; init; }

    public string Access => Public ? "public" : "internal";

    /// <summary>Null when help is asked for.</summary>
    public static GeneratorOptions? Parse(string[] args)
    {
        var contracts = new List<string>();
        var named = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--help" or "-h":
                    return null;
                case "--check" or "--public":
                    named[args[i]] = [];
                    break;
                case "--output" or "--namespace" or "--binding" or "--stream" or "--struct":
                    if (i + 1 == args.Length) throw new UsageException($"{args[i]} needs a value. See --help.");
                    if (!named.TryGetValue(args[i], out var values)) named[args[i]] = values = [];
                    values.Add(args[++i]);
                    break;
                case ['-', ..]:
                    throw new UsageException($"{args[i]} is not known. See --help.");
                default:
                    contracts.Add(args[i]);
                    break;
            }
        }
        if (contracts.Count == 0) throw new UsageException("Name at least one WSDL. See --help.");
        foreach (var missing in contracts.Where(c => !File.Exists(c))) throw new UsageException($"There is no file {missing}.");

        return new GeneratorOptions
        {
            Contracts = contracts,
            Output = Single("--output") ?? throw new UsageException("--output is missing. See --help."),
            Namespace = Single("--namespace") ?? throw new UsageException("--namespace is missing. See --help."),
            Binding = Single("--binding"),
            Streamed = Many("--stream"),
            Structs = Many("--struct"),
            Public = named.ContainsKey("--public"),
            Check = named.ContainsKey("--check"),
        };

        string? Single(string name) => named.TryGetValue(name, out var values)
            ? values.Count == 1 ? values[0] : throw new UsageException($"{name} is given more than once.")
            : null;
        HashSet<string> Many(string name) => named.TryGetValue(name, out var values) ? [.. values] : [];
    }
}
