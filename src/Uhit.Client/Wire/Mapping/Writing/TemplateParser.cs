using System.Globalization;
using System.Xml;
using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Client.Wire.Mapping.Writing;

/// <summary>Reads a template's file into elements, texts and marks. It knows the language, and nothing of values.</summary>
/// <remarks>Comments say something to people only. White space at both ends of a text is layout. A DTD, processing
/// instructions, and text beside elements are refused.</remarks>
internal sealed class TemplateParser
{
    /// <summary>The most characters of a file, and how deep its elements may be nested.</summary>
    public const int MaxCharacters = 4 * 1024 * 1024;
    public const int MaxDepth = 64;

    private readonly string _file;
    private readonly List<ContractProblem> _problems;
    private readonly XmlReader _reader;

    private TemplateParser(string file, XmlReader reader, List<ContractProblem> problems)
    {
        _file = file;
        _reader = reader;
        _problems = problems;
    }

    private TemplatePosition Here => _reader is IXmlLineInfo info ? new(info.LineNumber, info.LinePosition) : default;

    /// <summary>Reads a file: its root, or <see langword="null"/> where it is no XML that could be one.</summary>
    /// <param name="file">Its name, for the problems.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="problems">Takes all that is wrong.</param>
    public static TemplateElement? Parse(string file, Stream content, List<ContractProblem> problems)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            MaxCharactersInDocument = MaxCharacters,
        };
        try
        {
            using var reader = XmlReader.Create(content, settings);
            return new TemplateParser(file, reader, problems).ParseRoot();
        }
        catch (XmlException exception)
        {
            problems.Add(new ContractProblem(file, exception.LineNumber, exception.LinePosition, string.Empty, Explain(exception)));
            return null;
        }
    }

    private static string Explain(XmlException exception) =>
        exception.Message.Contains("MaxCharactersInDocument", StringComparison.Ordinal)
        ? $"The template is longer than {MaxCharacters / 1024 / 1024} MiB."
        : exception.Message.Contains("DTD", StringComparison.Ordinal) ? "A template has no DTD: remove the DOCTYPE."
        : exception.Message.Contains("'uhit' is an undeclared prefix", StringComparison.Ordinal)
            ? "The prefix uhit is not declared: write xmlns:uhit=\"" + TemplateNames.Namespace + "\" in the first element."
        : "This is no well-formed XML: " + DisplayText.Of(exception.Message);

    private TemplateElement? ParseRoot()
    {
        _reader.MoveToContent();
        while (_reader.NodeType == XmlNodeType.ProcessingInstruction)
        {
            Problem(Here, "A template has no processing instructions: remove this one.");
            _reader.Read();
            _reader.MoveToContent();
        }

        if (_reader is { LocalName: "Envelope", NamespaceURI: Soap.SoapNames.Envelope11 or Soap.SoapNames.Envelope12 })
        {
            Problem(
                Here, "This is a whole SOAP envelope. A template is what stands inside the Body; header blocks are templates of their own, "
                    + "under \"headers\".");
            return null;
        }

        var root = ParseElement(1);
        while (_reader.Read())
        {
            // What is behind the root must be well-formed, too.
        }

        return root;
    }

    private TemplateElement? ParseElement(int depth)
    {
        if (depth > MaxDepth)
        {
            Problem(Here, $"Elements are nested deeper than {MaxDepth}.");
            return null;
        }

        var element = new TemplateElement(_reader.Prefix, _reader.LocalName, _reader.NamespaceURI, Here);
        var isEmpty = _reader.IsEmptyElement;
        CheckName(element, depth);
        ParseAttributes(element);
        return isEmpty || ParseContent(element, depth) ? element : null;
    }

    private void CheckName(TemplateElement element, int depth)
    {
        if (element.Namespace != TemplateNames.Namespace)
        {
            return;
        }

        if (!(element.Name == TemplateNames.Row || (element.Name == TemplateNames.Message && depth == 1)))
        {
            Problem(
                element.At,
                $"'{element}' is no element of the template language: there are 'message', as the root, and 'row', in a payload.");
        }
    }

    private void ParseAttributes(TemplateElement element)
    {
        while (_reader.MoveToNextAttribute())
        {
            if (_reader.NamespaceURI == "http://www.w3.org/2000/xmlns/")
            {
                if (_reader.Value != TemplateNames.Namespace)
                {
                    element.Declared.Add((_reader.Prefix.Length == 0 ? string.Empty : _reader.LocalName, _reader.Value));
                }
            }
            else if (_reader.NamespaceURI == TemplateNames.Namespace)
            {
                ParseMark(element, _reader.LocalName, _reader.Value.Trim());
            }
            else
            {
                var parts = Parts(_reader.Value, Here);
                element.Attributes.Add(new TemplateElement.Attribute(_reader.Prefix, _reader.LocalName, _reader.NamespaceURI, parts, Here));
            }
        }

        _reader.MoveToElement();
    }

    private void ParseMark(TemplateElement element, string name, string value)
    {
        var marks = element.Marks;
        string? problem = null;
        element.Marks = name switch
        {
            TemplateNames.Each => marks with { Each = value.Split(' ', StringSplitOptions.RemoveEmptyEntries) },
            TemplateNames.If => marks with { If = value },
            TemplateNames.Codes => marks with { Codes = value },
            TemplateNames.Occurs => Occurs(marks, value, out problem),
            TemplateNames.Choice => marks with { Choice = value },
            TemplateNames.Branch => marks with { Branch = value },
            TemplateNames.Nil => marks with { Nil = Flag(value, out problem) },
            TemplateNames.Keep => marks with { Keep = Flag(value, out problem) },
            TemplateNames.Payload => marks with { Payload = TemplatePacking.Parse(value, out problem) },
            _ => Unknown(marks, name, out problem),
        };
        if (problem is not null)
        {
            Problem(Here, problem);
        }
    }

    private static TemplateMarks Unknown(TemplateMarks marks, string name, out string problem)
    {
        problem = $"'{DisplayText.Of(name)}' is no attribute of the template language.{NearestName.Hint(name, TemplateNames.Attributes)}";
        return marks;
    }

    private static bool Flag(string value, out string? problem)
    {
        problem = value is "true" or "false" ? null : "Write 'true' or 'false' here.";
        return value == "true";
    }

    private static TemplateMarks Occurs(TemplateMarks marks, string value, out string? problem)
    {
        var bounds = value.Split("..");
        var min = Number(bounds[0]);
        problem = min is null ? "Write how often the schema wants the element, such as '1', '0..1' or '0..*'." : null;
        return marks with { MinOccurs = min, MaxOccurs = Number(bounds[^1]) };
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private bool ParseContent(TemplateElement element, int depth)
    {
        var text = string.Empty;
        var textAt = element.At;
        while (_reader.Read() && _reader.NodeType != XmlNodeType.EndElement)
        {
            switch (_reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (ParseElement(depth + 1) is not { } child)
                    {
                        return false;
                    }

                    element.Children.Add(child);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    textAt = text.Length == 0 ? Here : textAt;
                    text += _reader.Value;
                    break;
                case XmlNodeType.ProcessingInstruction:
                    Problem(Here, "A template has no processing instructions: remove this one.");
                    break;
            }
        }

        text = text.Trim();
        if (text.Length > 0 && element.Children.Count > 0)
        {
            Problem(
                textAt, $"'{element}' has text beside elements. Messages have one or the other: remove one of them, or put the text into a "
                    + "comment.");
        }

        element.Text = Parts(text, textAt);
        return true;
    }

    private IReadOnlyList<TemplatePart> Parts(string text, TemplatePosition at)
    {
        var parts = TemplateText.Parse(text, out var problem);
        if (problem is not null)
        {
            Problem(at, problem);
        }

        return parts;
    }

    private void Problem(TemplatePosition at, string message) =>
        _problems.Add(new ContractProblem(_file, at.Line, at.Column, string.Empty, message));
}
