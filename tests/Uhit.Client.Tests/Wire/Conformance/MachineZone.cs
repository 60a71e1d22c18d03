namespace Uhit.Client.Tests.Wire.Conformance;

/// <summary>Puts the machine into another time zone for a while.</summary>
internal sealed class MachineZone : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable("TZ");

    public MachineZone(string zone)
    {
        Set(zone);
        var summer = new DateTime(2025, 7, 1, 12, 0, 0, DateTimeKind.Unspecified);
        // A zone that did not take would make the test say nothing.
        Assert.Equal(TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(summer), summer - summer.ToUniversalTime());
    }

    public void Dispose() => Set(_before);

    private static void Set(string? zone)
    {
        Environment.SetEnvironmentVariable("TZ", zone);
        TimeZoneInfo.ClearCachedData();
    }
}
