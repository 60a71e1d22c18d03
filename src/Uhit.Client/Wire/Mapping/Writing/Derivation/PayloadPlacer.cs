using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Client.Wire.Mapping.Writing.Derivation;

/// <summary>Makes an element one whose text is a document of its own.</summary>
internal static class PayloadPlacer
{
    public static void Prepare(TemplateElement holder, PayloadModel payload)
    {
        holder.Text = [];
        if (holder.Marks.Payload is null)
        {
            holder.Children.Clear();
        }

        holder.Marks = holder.Marks with
        {
            Payload = new TemplatePacking(
                payload.IsCsv ? "csv" : "xml",
                payload.Compression == "none" ? null : payload.Compression,
                payload.Encoding == "text" ? null : payload.Encoding),
        };
    }
}
