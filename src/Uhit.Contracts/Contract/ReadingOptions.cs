namespace Uhit.Contracts.Contract;

/// <summary>What of a contract is wanted.</summary>
/// <param name="Bindings">The bindings to take where a port type has several; none is: by rule.</param>
/// <param name="Operations">The operations to take; none is: all.</param>
internal sealed record ReadingOptions(IReadOnlySet<string> Bindings, IReadOnlySet<string> Operations)
{
    public static ReadingOptions Default { get; } = new(new HashSet<string>(), new HashSet<string>());
}
