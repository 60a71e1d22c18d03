namespace Uhit.Client.Conformance.Wire;

/// <summary>Puts the machine into another time zone for a while.</summary>
internal sealed class MachineZone : IDisposable
{
    // The zone is the process's: one test at a time.
    private static readonly Lock OneAtATime = new();
    private readonly string? _before;

    public MachineZone(string zone)
    {
        OneAtATime.Enter();
        _before = Environment.GetEnvironmentVariable("TZ");
        Set(zone);
        var summer = new DateTime(2025, 7, 1, 12, 0, 0, DateTimeKind.Unspecified);
        var taken = summer - summer.ToUniversalTime();
        if (taken != TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(summer))
        {
            // A zone that did not take would make the test say nothing.
            Dispose();
            Assert.Fail($"The machine did not go to {zone}.");
        }
    }

    public void Dispose()
    {
        Set(_before);
        OneAtATime.Exit();
    }

    private static void Set(string? zone)
    {
        Environment.SetEnvironmentVariable("TZ", zone);
        TimeZoneInfo.ClearCachedData();
    }
}
