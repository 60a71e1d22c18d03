using System.Xml;

namespace Uhit.Contracts.Contract;

/// <summary>Opens files only: a contract is generated from what lies on the disk, never from the network.</summary>
internal sealed class LocalResolver : XmlResolver
{
    public override object? GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn) => absoluteUri.IsFile
        ? File.OpenRead(absoluteUri.LocalPath)
        : throw new IOException("only files are read; save it beside the WSDL and name it by a relative schemaLocation");
}
