namespace Uhit.Contracts.Planning;

/// <summary>The built-in types, by what they become.</summary>
internal enum SimpleKind
{
    Preserved,
    Normalized,
    Token,
    Enumeration,
    List,
    Boolean,
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,

    /// <summary>A whole number without a limit of its own: a decimal without a fraction.</summary>
    Integer,
    Decimal,
    Single,
    Double,
    Date,

    /// <summary>With an offset, which may be meant only.</summary>
    DateTime,

    /// <summary>With an offset or without one, as it is written.</summary>
    WireDateTime,
    QName,
    Base64,
    Hex,
}
