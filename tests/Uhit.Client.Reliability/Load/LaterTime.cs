namespace Uhit.Client.Reliability.Load;

/// <summary>The system's clock, ahead: the leases of a process that is gone have run out.</summary>
internal sealed class LaterTime(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
