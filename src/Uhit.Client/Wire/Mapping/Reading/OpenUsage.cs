using Uhit.Client.Usage;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>The usage of an ESI ID of which more may come.</summary>
internal sealed class OpenUsage(UsageAssembler assembler)
{
    public UsageAssembler Assembler => assembler;

    /// <summary>The ESI ID, where rows are put together.</summary>
    public EsiId EsiId { get; init; }

    /// <summary>What is said beside the usage, once that is known.</summary>
    public UsageHistory? Head { get; set; }

    public UsagePeriod? Period { get; set; }

    /// <summary>What it was counted with.</summary>
    public long Weight { get; set; }
}
