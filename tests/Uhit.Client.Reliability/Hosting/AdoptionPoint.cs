namespace Uhit.Client.Reliability.Hosting;

/// <summary>Where a receiver ends itself around an adoption.</summary>
internal enum AdoptionPoint
{
    None = 0,

    /// <summary>In its transaction.</summary>
    Before,

    /// <summary>When it is committed, and nothing else was done.</summary>
    After,
}
