namespace Uhit.Contracts.Planning;

/// <summary>The built-in types that are supported, by what they become.</summary>
internal enum SimpleKind
{
    Preserved,
    Normalized,
    Token,
    Enumeration,
    Boolean,
    Int32,
    Decimal,
    Date,
    DateTime,
}
