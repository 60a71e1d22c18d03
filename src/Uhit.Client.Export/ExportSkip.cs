using System.Text;

namespace Uhit.Client.Export;

/// <summary>What was not written for one reason.</summary>
/// <remarks>Personal data: <c>ToString</c> shows no ESI ID.</remarks>
public sealed record ExportSkip
{
    /// <summary>The most ESI IDs that <see cref="EsiIds"/> names.</summary>
    public const int MostNamed = 100;

    /// <summary>Why.</summary>
    public required ExportSkipReason Reason { get; init; }

    /// <summary>The code that is not known, or the like; may be empty.</summary>
    public required string Detail { get; init; }

    /// <summary>How many times an ESI ID, or a series of one, was left out for this reason.</summary>
    public required int Count { get; init; }

    /// <summary>How many readings were left out, or are missing where the reason is <see cref="ExportSkipReason.Gaps"/>.</summary>
    public required long Readings { get; init; }

    /// <summary>The ESI IDs, at most <see cref="MostNamed"/> of them.</summary>
    public required IReadOnlyList<EsiId> EsiIds { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Reason = ").Append(Reason).Append(", Count = ").Append(Count).Append(", Readings = ").Append(Readings);
        return true;
    }
}
