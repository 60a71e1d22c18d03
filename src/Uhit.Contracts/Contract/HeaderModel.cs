using System.Xml;

namespace Uhit.Contracts.Contract;

/// <summary>A header block that the binding of a message names.</summary>
internal sealed record HeaderModel(XmlQualifiedName Element, string Part);
