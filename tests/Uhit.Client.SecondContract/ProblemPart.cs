using Uhit.Client.Wire;

namespace Uhit.Client.SecondContract;

/// <summary>An error: its code and line are attributes, its description is the content.</summary>
internal static class ProblemPart
{
    public const string Element = "Problem";

    /// <summary>What is inside an element that holds any number of problems and nothing else.</summary>
    public static readonly ElementShape List = ElementShape.Sequence.Element(Element, Names.Ns, 0, ElementShape.Unbounded);

    public static void Write(ElementWriter writer, string element, ReportedError error)
    {
        writer.Start(element, Names.Ns);
        writer.Attribute("code", error.Code);
        writer.Attribute("premise", error.LineNumber);
        writer.Text(error.Description);
        writer.End();
    }

    public static ReportedError Read(ElementReader reader) => new()
    {
        Code = reader.Attribute("code").Text,
        LineNumber = reader.OptionalAttribute("premise")?.ToInt32(),
        Description = reader.Text(reader.ReadPreserved()),
    };

    /// <summary>Reads the element that the reader is at, after its attributes.</summary>
    public static void ReadList(ElementReader reader, List<ReportedError> errors)
    {
        reader.Enter(List);
        while (reader.NextChild(out _))
        {
            errors.Add(reader.Kept(Read(reader)));
        }
    }
}
