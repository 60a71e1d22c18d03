namespace Uhit.Contracts.Planning;

/// <summary>How often a particle may come, as the schema says it.</summary>
internal static class Occurs
{
    public const int Unbounded = int.MaxValue;

    public static int Of(decimal occurs) => occurs >= int.MaxValue ? Unbounded : (int)occurs;

    /// <summary>How often what is inside may come when what is around it comes so often.</summary>
    public static int Times(int outer, int inner) => (int)Math.Min((long)outer * inner, Unbounded);
}
