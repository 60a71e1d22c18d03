namespace Uhit.Contracts.Planning;

/// <summary>A part of what an element may hold, as the schema says it: an element, a wildcard, or a group of particles.</summary>
internal abstract record Particle(int Min, int Max)
{
    /// <summary>Whether nothing at all satisfies it.</summary>
    public virtual bool IsEmptiable => Min == 0;

    /// <summary>The particle inside another one that holds nothing else.</summary>
    public Particle Repeated(int min, int max) => this with { Min = Occurs.Times(min, Min), Max = Occurs.Times(max, Max) };
}
