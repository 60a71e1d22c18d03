namespace Uhit.Client.Reliability.InProcess;

/// <summary>A promise that was broken.</summary>
/// <param name="Promise">Which.</param>
/// <param name="What">By what.</param>
internal sealed record Violation(Promise Promise, string What)
{
    public override string ToString() => $"{Promise}: {What}";
}
