using System.Xml.Schema;

namespace Uhit.Contracts.Planning;

/// <summary>A part of what an element may hold, as the schema says it: an element, a wildcard, or a group of particles.</summary>
internal abstract record Particle(int Min, int Max)
{
    /// <summary>The most that a particle may come where there is no end to it.</summary>
    public const int Unbounded = int.MaxValue;

    /// <summary>Whether nothing at all satisfies it.</summary>
    public virtual bool IsEmptiable => Min == 0;

    /// <summary>The particle inside another one that holds nothing else.</summary>
    public Particle Repeated(int min, int max) => this with { Min = Times(min, Min), Max = Times(max, Max) };

    /// <summary>How often a particle may come, as the schema says it.</summary>
    public static int Count(decimal occurs) => occurs >= Unbounded ? Unbounded : (int)occurs;

    private static int Times(int outer, int inner) => (int)Math.Min((long)outer * inner, Unbounded);

    /// <summary>An element: its declaration, which is the global one where the schema refers to it.</summary>
    internal sealed record Element(XmlSchemaElement Declaration, int Min, int Max) : Particle(Min, Max);

    /// <summary>Any element of certain namespaces: <c>*</c>, <c>!urn:not-this</c>, or a list of them parted
    /// by blanks with <c>##local</c> for none.</summary>
    internal sealed record Wildcard(string Namespaces, int Min, int Max) : Particle(Min, Max);

    /// <summary>Particles one after the other, one of them, or all of them in any order.</summary>
    internal sealed record Group(ElementOrder Order, IReadOnlyList<Particle> Items, int Min, int Max) : Particle(Min, Max)
    {
        public override bool IsEmptiable =>
            Min == 0 || (Order == ElementOrder.Choice ? Items.Any(item => item.IsEmptiable) : Items.All(item => item.IsEmptiable));
    }
}
