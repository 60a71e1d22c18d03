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
