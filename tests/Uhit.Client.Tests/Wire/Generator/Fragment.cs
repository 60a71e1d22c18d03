using System.Xml.Linq;

namespace Uhit.Client.Tests.Wire.Generator;

/// <summary>A golden message that a test changes in one place.</summary>
internal sealed class Fragment
{
    public static readonly XNamespace Ns = "urn:uhit:reference:usage-history:v1";

    public Fragment(string message)
    {
        Message = message;
        Root = XElement.Parse(File.ReadAllText(Repository.Golden(message)));
    }

    public string Message { get; }

    public XElement Root { get; }

    public XElement First(string name) => Root.DescendantsAndSelf(Ns + name).First();

    public void Read() => Samples.Read(Message, Root.ToString(SaveOptions.DisableFormatting));

    public string ReadAndWrite() => WireText.Write(Samples.Read(Message, Root.ToString(SaveOptions.DisableFormatting)));
}
