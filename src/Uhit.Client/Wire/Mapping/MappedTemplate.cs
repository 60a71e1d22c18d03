using System.Text;
using System.Xml;
using Uhit.Client.Inquiries;
using Uhit.Client.Wire.Mapping.Writing;
using Uhit.Client.Wire.Mapping.Writing.Output;

namespace Uhit.Client.Wire.Mapping;

/// <summary>A template of a contract.</summary>
/// <param name="File">Its file, relative to the folder.</param>
/// <param name="Message">The message in <c>contract.json</c>, such as <c>request</c>; <c>headers</c> for a header block.</param>
/// <param name="Operation">The operation; <see langword="null"/> for a header block.</param>
/// <param name="IsAnswer">Whether it is the answer of that operation.</param>
/// <param name="Compiled">The template, ready to write.</param>
internal sealed record MappedTemplate(string File, string Message, UhitOperation? Operation, bool IsAnswer, CompiledTemplate Compiled)
{
    /// <summary>The element with which it begins.</summary>
    public XmlQualifiedName Root => Compiled.RootName;

    /// <summary>What it writes of a message that has every value once, with no secret in it.</summary>
    public byte[] WriteSample()
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), ConformanceLevel = ConformanceLevel.Fragment }))
        {
            Compiled.Write(writer, SampleItems.Of(Compiled.Kind, TimeProvider.System), new WriteContext(TimeProvider.System, NoSecrets.Instance));
        }

        return bytes.ToArray();
    }

    private sealed class NoSecrets : IWireSecrets
    {
        public static NoSecrets Instance { get; } = new();

        public string Get(string name) => "secret";
    }
}
