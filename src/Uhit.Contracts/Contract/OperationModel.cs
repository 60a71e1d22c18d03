using System.Xml;

namespace Uhit.Contracts.Contract;

/// <summary>One request and its response, each the name of a global element; faults by their detail element.</summary>
internal sealed record OperationModel(
    string Name, string Action, XmlQualifiedName Input, XmlQualifiedName Output, IReadOnlyList<XmlQualifiedName> Faults);
