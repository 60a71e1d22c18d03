namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>What no usage is outside of: days are added to dates, and offsets taken from times.</summary>
internal static class Plausible
{
    private static readonly long First = new DateTime(1970, 1, 1).Ticks;
    private static readonly long Behind = new DateTime(2200, 1, 1).Ticks;

    public static bool IsYear(int year) => year is >= 1970 and <= 2199;

    /// <summary>Whether local ticks are of such a year.</summary>
    public static bool IsTime(long ticks) => ticks >= First && ticks < Behind;
}
