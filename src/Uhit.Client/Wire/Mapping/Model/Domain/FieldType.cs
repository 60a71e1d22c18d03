namespace Uhit.Client.Wire.Mapping.Model.Domain;

/// <summary>What a field of the domain is made of.</summary>
internal enum FieldType
{
    /// <summary>Text as it came.</summary>
    Text,

    /// <summary>An identifier: white space is collapsed, and its type says what is allowed.</summary>
    Identifier,

    /// <summary>A code: one that no table knows is kept as it came.</summary>
    Code,

    /// <summary>A code whose values are all known: another one is refused.</summary>
    ClosedCode,

    Integer,

    Number,

    Date,

    /// <summary>A point in time.</summary>
    Time,

    /// <summary>Start or end of an interval: it may be put together from a day and a time or number.</summary>
    IntervalTime,

    /// <summary>A length in minutes, as a number or as an <c>xs:duration</c>.</summary>
    Minutes,
}
