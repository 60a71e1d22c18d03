namespace Uhit.Contracts;

/// <summary>What is asked of one run.</summary>
internal sealed class GeneratorOptions
{
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
}
