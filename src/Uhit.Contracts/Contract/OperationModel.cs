using System.Xml;

namespace Uhit.Contracts.Contract;

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
