namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>What no usage is outside of: days are added to dates, and offsets taken from times.</summary>
internal static class Plausible
{
    public static bool IsYear(int year) => year is >= 1970 and <= 2199;
}
