using System.Globalization;
using System.Net;
using System.Text;

namespace Uhit.Client.Export.Report;

/// <summary>A picture in SVG. Colours are classes of <see cref="Style"/>, so that a page changes them for dark screens and for
/// paper.</summary>
internal sealed class Svg
{
    /// <summary>The colours of a picture that stands alone.</summary>
    public const string Style =
        """
        .bg{fill:#fff}text{font:12px system-ui,"Segoe UI","DejaVu Sans",sans-serif;fill:#3d4653}.strong{font-weight:600;fill:#161b22}
        .axis{stroke:#8b94a1;fill:none}.grid{stroke:#e3e7ec;fill:none}.use{fill:#2f6fb3}.use-line{stroke:#2f6fb3;fill:none;stroke-width:1.8}
        .use-soft{fill:#2f6fb3;fill-opacity:.16}.gen{fill:#c8811a}.gen-line{stroke:#c8811a;fill:none;stroke-width:1.8}
        .gen-soft{fill:#c8811a;fill-opacity:.16}.rest-line{stroke:#7a4fa3;fill:none;stroke-width:1.8;stroke-dasharray:5 3}
        .guide{stroke:#5b6572;fill:none;stroke-dasharray:3 3}.estimated{fill:#d9a520}.missing{fill:#c23b3b}.bill{fill:none;stroke:#161b22;stroke-width:2}
        .hatch{stroke:#fff;stroke-width:2;stroke-opacity:.75}.frame{fill:none;stroke:#c4cad2}
        """;

    private readonly StringBuilder _text = new();
    private readonly int _width;
    private readonly int _height;
    private readonly string _id;
    private readonly string _title;
    private readonly string _description;

    /// <summary>An empty picture.</summary>
    /// <param name="id">Unique in the page.</param>
    /// <param name="width">In units of the picture, which scales.</param>
    /// <param name="height">In the same units.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="description">What a reader who does not see it is told.</param>
    public Svg(string id, int width, int height, string title, string description) =>
        (_id, _width, _height, _title, _description) = (id, width, height, title, description);

    public Svg Rect(double x, double y, double width, double height, string css, string? tip = null)
    {
        _text.Append(
            CultureInfo.InvariantCulture,
            $"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" class=\"{css}\"");
        return End("rect", tip);
    }

    public Svg Line(double x1, double y1, double x2, double y2, string css) =>
        Add($"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" class=\"{css}\"/>");

    public Svg Path(string data, string css, string? tip = null)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<path d=\"{data}\" class=\"{css}\"");
        return End("path", tip);
    }

    /// <summary>A text.</summary>
    /// <param name="x">Where.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="text">As it is; it is escaped here.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    /// <param name="css">A class.</param>
    public Svg Text(double x, double y, string text, string anchor = "start", string? css = null) =>
        Add($"<text x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\"{(css is null ? "" : $" class=\"{css}\"")}>{Escape(text)}</text>");

    public Svg Image(double x, double y, double width, double height, PngImage image) => Add(
        $"<image x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" preserveAspectRatio=\"none\" "
        + $"style=\"image-rendering:pixelated\" href=\"{image.ToDataUri()}\"/>");

    /// <summary>The element, for a page that holds <see cref="Style"/>.</summary>
    public string ToElement() => Open(string.Empty) + _text + "</svg>";

    /// <summary>The file.</summary>
    public string ToFile() =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + Open($"<style>{Style}</style><rect class=\"bg\" width=\"100%\" height=\"100%\"/>") + _text + "</svg>\n";

    /// <summary>A number in a picture: at most two digits behind the point.</summary>
    public static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Escape(string text) => WebUtility.HtmlEncode(DisplayText.Of(text));

    private string Open(string inside) =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {_width} {_height}\" role=\"img\" aria-labelledby=\"{_id}-t {_id}-d\">"
        + $"<title id=\"{_id}-t\">{Escape(_title)}</title><desc id=\"{_id}-d\">{Escape(_description)}</desc>{inside}";

    private Svg Add(string element)
    {
        _text.Append(element);
        return this;
    }

    private Svg End(string name, string? tip) => Add(tip is null ? "/>" : $"><title>{Escape(tip)}</title></{name}>");
}
