using System.Globalization;
using System.Text;

namespace Uhit.Client.Wire.Xml;

/// <summary>Says where a reader is, in names of the contract only.</summary>
internal static class ElementPath
{
    public static string Of(string root, ReadOnlySpan<ElementFrame> frames, string? last)
    {
        var path = new StringBuilder(root);
        for (var i = 0; i < frames.Length; i++)
        {
            ref readonly var frame = ref frames[i];
            if (frame.Index < 0 || (last is not null && i == frames.Length - 1))
            {
                break;
            }

            ref readonly var child = ref frame.Shape[frame.Index];
            // A group, or what the contract leaves open, has no name in it.
            if (child.Name.Length == 0)
            {
                continue;
            }

            path.Append('/').Append(child.Name);
            if (child.Max > 1)
            {
                path.Append(CultureInfo.InvariantCulture, $"[{frame.Count}]");
            }
        }

        if (!string.IsNullOrEmpty(last))
        {
            path.Append('/').Append(last);
        }

        return path.ToString();
    }
}

/// <summary>Where the reader is inside one element, or inside one group: the last child that came, and how often.</summary>
internal struct ElementFrame
{
    public ElementShape Shape;
    public int Index;
    public int Count;

    /// <summary>The number of the first child.</summary>
    public int FirstLeaf;

    /// <summary>Whether it is a group, so that the element is one further out.</summary>
    public bool IsGroup;

    /// <summary>Whether the group has a loop of its own.</summary>
    public bool IsTurn;

    /// <summary>Whether the element is written as an empty tag.</summary>
    public bool Empty;

    /// <summary>Which children came, where they may come in any order.</summary>
    public bool[]? Seen;
}
