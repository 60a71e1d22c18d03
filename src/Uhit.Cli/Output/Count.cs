using System.Globalization;

namespace Uhit.Cli.Output;

/// <summary>A number and what is counted.</summary>
internal static class Count
{
    public static string Of(long number, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many)}");
}
