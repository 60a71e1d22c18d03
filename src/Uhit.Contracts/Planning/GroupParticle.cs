namespace Uhit.Contracts.Planning;

/// <summary>Particles one after the other, one of them, or all of them in any order.</summary>
internal sealed record GroupParticle(ElementOrder Order, IReadOnlyList<Particle> Items, int Min, int Max) : Particle(Min, Max)
{
    public override bool IsEmptiable =>
        Min == 0 || (Order == ElementOrder.Choice ? Items.Any(item => item.IsEmptiable) : Items.All(item => item.IsEmptiable));
}
