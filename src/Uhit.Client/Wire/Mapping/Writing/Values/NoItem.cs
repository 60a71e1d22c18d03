namespace Uhit.Client.Wire.Mapping.Writing.Values;

/// <summary>Stands for the item of an optional loop that has none: it has no values.</summary>
internal sealed class NoItem
{
    private NoItem()
    {
    }

    public static NoItem Instance { get; } = new();
}
