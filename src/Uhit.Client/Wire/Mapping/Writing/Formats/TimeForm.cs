namespace Uhit.Client.Wire.Mapping.Writing.Formats;

/// <summary>Whose clock a time is written in.</summary>
internal enum TimeForm
{
    /// <summary>Its own, with its offset; in the contract's time zone where it has a pattern.</summary>
    Own,

    /// <summary>The contract's time zone.</summary>
    Local,

    Utc,

    /// <summary>Its own, without its offset, which stands elsewhere.</summary>
    Clock,
}
