using System.Text;
using System.Xml.Linq;

namespace Uhit.Client.Wire.Soap;

/// <summary>Text of the other side's fault, fit to be shown: in one line and of bounded length.</summary>
internal static class FaultText
{
    /// <summary>What stands in an element: its text, or the texts of the innermost elements with their names.</summary>
    public static string Of(XElement element, int maxLength)
    {
        if (!element.HasElements)
        {
            return Clean(element.Value, maxLength);
        }

        var text = new StringBuilder();
        foreach (var node in element.DescendantNodes().OfType<XText>().Where(node => !string.IsNullOrWhiteSpace(node.Value)))
        {
            if (text.Length > maxLength)
            {
                break;
            }

            text.Append(text.Length == 0 ? string.Empty : "; ");
            text.Append(node.Parent == element ? string.Empty : node.Parent!.Name.LocalName + ": ").Append(Clean(node.Value, maxLength));
        }

        return Clean(text.ToString(), maxLength);
    }

    /// <summary>White space in one blank, what acts on a terminal or can't be seen written as its number.</summary>
    public static string Clean(string? text, int maxLength) =>
        DisplayText.Cut(string.Join(' ', (text ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), maxLength);
}
