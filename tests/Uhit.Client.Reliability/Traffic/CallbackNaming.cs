namespace Uhit.Client.Reliability.Traffic;

/// <summary>By what the callbacks of a run are matched to their inquiry.</summary>
internal enum CallbackNaming
{
    /// <summary>They carry our RequestId.</summary>
    RequestId = 0,

    /// <summary>They carry CNP's number alone, which the acknowledgement brings.</summary>
    /// <remarks>Of every second inquiry it comes last: what came before it waits unmatched, and is adopted.</remarks>
    Number,

    /// <summary>They carry no number: they are found by their ESI IDs and days.</summary>
    EsiIds,
}
