namespace Uhit.Client.Wire.Mapping.Model.Json;

/// <summary>The kinds of values in JSON.</summary>
internal enum JsonKind
{
    Null,
    Text,
    Number,
    Boolean,
    Object,
    List,
}
