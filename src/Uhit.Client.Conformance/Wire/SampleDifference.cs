namespace Uhit.Client.Conformance.Wire;

/// <summary>One value that is not as it should be.</summary>
/// <param name="Field">Where: names of JSON, a list's item with its number from 1.</param>
/// <param name="Text">What was expected, and what there was.</param>
internal sealed record SampleDifference(string Field, string Text)
{
    public override string ToString() => $"{Field}: {Text}";
}
