namespace Uhit.Cli.Output;

/// <summary>A verb whose help ends with examples.</summary>
internal interface IHasExamples
{
    IReadOnlyList<string> Examples { get; }
}
