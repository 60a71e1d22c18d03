using Uhit.Client.Inquiries;

namespace Uhit.Client.SecondContract;

/// <summary>An error: its code and line are attributes, its description is the content.</summary>
internal static class ProblemPart
{
    public static void Write(MessageWriter writer, string element, ReportedError error)
    {
        writer.Start(element);
        writer.Attribute("code", error.Code);
        writer.Attribute("premise", error.LineNumber);
        writer.Text(error.Description);
        writer.End();
    }

    public static ReportedError Read(MessageReader reader, string element) => reader.Element(element, () => new ReportedError
    {
        Code = reader.Text("code"),
        LineNumber = reader.OptionalNumber("premise"),
        Description = reader.Content(),
    });
}
