namespace Uhit.Client.Wire.Xml;

/// <summary>Gives the same string for the same short text, so that a code that comes with every reading is made once.</summary>
/// <remarks>A fixed number of places: input chosen by a stranger only makes it miss.</remarks>
internal sealed class TextCache
{
    private const int LongestText = 40;
    private readonly string?[] _places = new string?[64];

    public string Get(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return string.Empty;
        }

        if (text.Length > LongestText)
        {
            return text.ToString();
        }

        var hash = 2166136261u;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 16777619u;
        }

        ref var place = ref _places[hash % (uint)_places.Length];
        if (place is null || !text.SequenceEqual(place))
        {
            place = text.ToString();
        }

        return place;
    }
}
