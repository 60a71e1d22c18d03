namespace Uhit.Client.Wire.Mapping.Writing.Values;

/// <summary>What kind of value a name stands for: which formats it can have.</summary>
internal enum ValueKind
{
    Text,
    Code,
    Integer,
    Number,
    Boolean,
    Date,
    Time,
}
