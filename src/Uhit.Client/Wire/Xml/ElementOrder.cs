namespace Uhit.Client.Wire.Xml;

/// <summary>In which order what an <see cref="ElementShape"/> holds may come.</summary>
internal enum ElementOrder
{
    /// <summary>One after the other.</summary>
    Sequence,

    /// <summary>One of them only.</summary>
    Choice,

    /// <summary>Each at most once, in any order.</summary>
    All,
}
