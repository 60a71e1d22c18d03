namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>Which offset a time has that says none.</summary>
/// <param name="Zone">The zone; <see langword="null"/> where the time must have an offset.</param>
internal sealed record ZoneModel(TimeZoneInfo? Zone)
{
    /// <summary>The offset must stand there.</summary>
    public static ZoneModel OffsetRequired { get; } = new((TimeZoneInfo?)null);

    public static ZoneModel Utc { get; } = new(TimeZoneInfo.Utc);
}
