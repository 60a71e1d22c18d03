namespace Uhit.Client.Reliability.Hosting;

/// <summary>The system's clock, some time ahead: timers run as ever.</summary>
internal sealed class ShiftedTime(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
