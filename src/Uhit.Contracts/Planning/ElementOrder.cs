namespace Uhit.Contracts.Planning;

/// <summary>In which order the particles of a group come.</summary>
internal enum ElementOrder
{
    Sequence,
    Choice,
    All,
}
