namespace Uhit.Client.Export;

/// <summary>What a report shows.</summary>
public sealed record UsageReportOptions
{
    /// <summary>The title of the page.</summary>
    /// <value>Default: <c>Electricity usage</c>.</value>
    public string Title { get; init; } = "Electricity usage";

    /// <summary>The first day that is shown, in Central Prevailing Time.</summary>
    /// <value>Default: <see langword="null"/>: from the first reading or bill.</value>
    public DateOnly? From { get; init; }

    /// <summary>The last day that is shown, in Central Prevailing Time.</summary>
    /// <value>Default: <see langword="null"/>: to the last reading or bill.</value>
    public DateOnly? To { get; init; }

    /// <summary>Whether the customer's name and the service address are shown where CNP gave them. ESI IDs are shown in any case.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool ShowPersonalData { get; init; } = true;

    /// <summary>How many ESI IDs have their own pictures; those after them are in the table of all alone, so that the page can still be
    /// opened.</summary>
    /// <value>Default: 20.</value>
    public int MaxDetailed { get; init; } = 20;

    /// <summary>When the report was made, as the page says it.</summary>
    /// <value>Default: <see langword="null"/>: now.</value>
    public DateTimeOffset? MadeAt { get; init; }
}
