namespace Uhit.Cli.Output;

/// <summary>A column of a <see cref="ToolTable"/>. Its values are never broken over lines, unless it is one that wraps.</summary>
/// <param name="Title">Its heading.</param>
internal sealed record ToolColumn(string Title)
{
    /// <summary>Whether it holds numbers: they stand at the right.</summary>
    public bool IsRight { get; init; }

    /// <summary>Whether it holds sentences, which may go on in the next line.</summary>
    public bool Wraps { get; init; }

    /// <summary>Its turn to be left out where the terminal is too narrow, from 1; 0: it always stays.</summary>
    public int LeftOut { get; init; }
}
