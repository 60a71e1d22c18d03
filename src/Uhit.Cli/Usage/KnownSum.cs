namespace Uhit.Cli.Usage;

/// <summary>Sums of figures, of which some may not be known.</summary>
internal static class KnownSum
{
    /// <summary>The sum of those that are known; <see langword="null"/> where none of them is, and where no decimal holds it.</summary>
    public static decimal? Of(IEnumerable<decimal?> figures)
    {
        decimal? sum = null;
        try
        {
            foreach (var figure in figures.OfType<decimal>())
            {
                sum = (sum ?? 0) + figure;
            }

            return sum;
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
