namespace Uhit.Contracts;

/// <summary>What is asked of one run.</summary>
internal sealed class GeneratorOptions
{
    public const string Help = """
        Generates WCF service contracts, proxies, message types and their XML code from WSDL 1.1 files.

        WSDL... --output DIR --namespace NAME [options]
            --public             types are public (default: internal)
            --stream TYPE/ELEMENT  a repeated element that is read and written one by one, never as a list; may be repeated
            --struct TYPE        a type that becomes a readonly struct; may be repeated
            --binding NAME       the binding to use of a port type that has several (default: SOAP 1.1); may be repeated
            --operation NAME     only this operation, and what its messages reach; may be repeated
            --name OLD=NEW       the C# name of a type or element, named as NAME or {NAMESPACE}NAME; may be repeated
            --utc                a time without an offset means UTC: times are DateTimeOffset, not WireDateTime
            --check              writes nothing, lists the files that differ, exit code 1 if there are any

        Exit codes: 0 done, 1 refused or different, 2 wrong use.

        """;

    public required IReadOnlyList<string> Contracts { get; init; }

    public required string Output { get; init; }

    public required string Namespace { get; init; }

    public IReadOnlySet<string> Streamed { get; init; } = new HashSet<string>();

    public IReadOnlySet<string> Structs { get; init; } = new HashSet<string>();

    public IReadOnlySet<string> Bindings { get; init; } = new HashSet<string>();

    public IReadOnlySet<string> Operations { get; init; } = new HashSet<string>();

    /// <summary>C# names by the name in the contract, which may be <c>{namespace}name</c>.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    public bool Public { get; init; }

    public bool Check { get; init; }

    /// <summary>Whether a time without an offset means UTC, so that it is a <see cref="DateTimeOffset"/>.</summary>
    public bool IsUtc { get; init; }

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
                case "--check" or "--public" or "--utc":
                    named[args[i]] = [];
                    break;
                case "--output" or "--namespace" or "--binding" or "--operation" or "--name" or "--stream" or "--struct":
                    if (i + 1 == args.Length)
                    {
                        throw new UsageException($"{args[i]} needs a value. See --help.");
                    }

                    if (!named.TryGetValue(args[i], out var values))
                    {
                        named[args[i]] = values = [];
                    }

                    values.Add(args[++i]);
                    break;
                case ['-', ..]:
                    throw new UsageException($"{args[i]} is not known. See --help.");
                default:
                    contracts.Add(args[i]);
                    break;
            }
        }

        if (contracts.Count == 0)
        {
            throw new UsageException("Name at least one WSDL. See --help.");
        }

        foreach (var missing in contracts.Where(c => !File.Exists(c)))
        {
            throw new UsageException($"There is no file {missing}.");
        }

        return new GeneratorOptions
        {
            Contracts = contracts,
            Output = Single("--output") ?? throw new UsageException("--output is missing. See --help."),
            Namespace = Single("--namespace") ?? throw new UsageException("--namespace is missing. See --help."),
            Bindings = Many("--binding"),
            Operations = Many("--operation"),
            Names = Renamings(Many("--name")),
            Streamed = Many("--stream"),
            Structs = Many("--struct"),
            Public = named.ContainsKey("--public"),
            Check = named.ContainsKey("--check"),
            IsUtc = named.ContainsKey("--utc"),
        };

        string? Single(string name) => named.TryGetValue(name, out var values)
            ? values.Count == 1 ? values[0] : throw new UsageException($"{name} is given more than once.")
            : null;
        HashSet<string> Many(string name) => named.TryGetValue(name, out var values) ? [.. values] : [];
    }

    public static Dictionary<string, string> Renamings(IEnumerable<string> values)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            var at = value.LastIndexOf('=');
            if (at <= 0 || at == value.Length - 1)
            {
                throw new UsageException($"--name {value}: OLD=NEW is expected. See --help.");
            }

            if (!names.TryAdd(value[..at], value[(at + 1)..]))
            {
                throw new UsageException($"--name {value[..at]} is given more than once.");
            }
        }

        return names;
    }
}
