using System.Xml.Schema;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping.Writing;
using Uhit.Client.Wire.Mapping.Writing.Schemas;

namespace Uhit.Cli.Commands.Contract;

/// <summary>The schemas of a contract: all that its files hold, which has what stands in place of <c>xs:any</c> too, and what its
/// operations reach, wrappers of RPC/literal included.</summary>
internal sealed class ContractSchemaSets
{
    private ContractSchemaSets(XmlSchemaSet reached, XmlSchemaSet? whole)
    {
        Reached = reached;
        Whole = whole;
    }

    /// <summary>What operations reach.</summary>
    public XmlSchemaSet Reached { get; }

    /// <summary>All of it; <see langword="null"/> where it can't be compiled as it stands.</summary>
    public XmlSchemaSet? Whole { get; }

    public static ContractSchemaSets Of(MappedContract contract, ContractWsdl wsdl) =>
        new(
            wsdl.Schemas,
            ContractSchemas.Compile([.. contract.Model.InquiryFiles.Concat(contract.Model.CallbackFiles).DistinctBy(file => file.Name)]));

    /// <summary>What the schemas do not take of a written message.</summary>
    public IReadOnlyList<SchemaFinding> Check(CompiledTemplate template, Stream content)
    {
        var root = template.RootName;
        if (Whole?.GlobalElements.Contains(root) == true)
        {
            return WrittenMessage.Check(template, content, Whole);
        }

        // What stands in place of xs:any is described by what no operation reaches.
        return [.. WrittenMessage.Check(template, content, Reached)
            .Where(finding => finding.IsValue || !finding.Words.Contains("is not declared", StringComparison.Ordinal))];
    }
}
