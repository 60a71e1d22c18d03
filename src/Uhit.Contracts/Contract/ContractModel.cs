using System.Xml;
using System.Xml.Schema;

namespace Uhit.Contracts.Contract;

/// <summary>What was read: the services, and the compiled schemas of what their messages reach, and of nothing else.</summary>
internal sealed record ContractModel(IReadOnlyList<ServiceModel> Services, XmlSchemaSet Schemas);

/// <summary>One port type with the binding that it is called through, and the first address of that.</summary>
internal sealed record ServiceModel(
    string File, string Name, string Namespace, string Binding, string SoapVersion, string? Address,
    IReadOnlyList<OperationModel> Operations)
{
    /// <summary>The file to name for it: that of its wsdl:service, which imports the others where they are several.</summary>
    public required string Wsdl { get; init; }
}

/// <summary>A request and its response; none where the operation is one-way. Faults are the elements of their details.</summary>
/// <param name="File">The file of the port type.</param>
/// <param name="Line">Where the operation stands there.</param>
/// <param name="Name">Its name; a number is added where one before it has the same.</param>
/// <param name="Action">The SOAP action, which may be empty.</param>
/// <param name="Style"><c>document</c> or <c>rpc</c>, always literal.</param>
/// <param name="Input">What is sent.</param>
/// <param name="Output">What is answered.</param>
/// <param name="Faults">What may be in a fault's detail.</param>
internal sealed record OperationModel(
    string File, int Line, string Name, string Action, string Style, MessageModel Input, MessageModel? Output,
    IReadOnlyList<XmlQualifiedName> Faults)
{
    public IEnumerable<XmlQualifiedName> Elements => Input.Elements.Concat(Output?.Elements ?? []).Concat(Faults);
}

/// <summary>What a message holds: the elements of its body, none to several, and its header blocks.</summary>
/// <remarks>A wrapper of RPC/literal is an element like any other: the schemas hold one of its name.</remarks>
internal sealed record MessageModel(IReadOnlyList<XmlQualifiedName> Body, IReadOnlyList<MessageModel.Header> Headers)
{
    public IEnumerable<XmlQualifiedName> Elements => Body.Concat(Headers.Select(h => h.Element));

    /// <summary>A header block that the binding of a message names.</summary>
    internal sealed record Header(XmlQualifiedName Element, string Part);
}
