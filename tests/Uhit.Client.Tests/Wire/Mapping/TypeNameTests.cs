using Uhit.Client.Conformance.Wire;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>What is chosen by <c>xsi:type</c>: a name, of which the prefix is no part.</summary>
public class TypeNameTests
{
    private const string Id = "10089010000000001";
    private const string Xsi = "xmlns:i='http://www.w3.org/2001/XMLSchema-instance'";

    [Theory]
    [InlineData("r:Verdict", "i:type='b:Verdict' xmlns:b='urn:r'", true)]
    [InlineData("r:Verdict", "i:type='q9:Verdict' xmlns:q9='urn:r'", true)]
    [InlineData("r:Verdict", "i:type=' q9:Verdict ' xmlns:q9='urn:r'", true)]
    [InlineData("r:Verdict", "xmlns='urn:r' i:type='Verdict'", true)]
    [InlineData("r:Verdict", "i:type='r:Verdict' xmlns:r='urn:other'", false)]
    [InlineData("r:Verdict", "i:type='Verdict'", false)]
    [InlineData("r:Verdict", "i:type='b:Verdict'", false)]
    [InlineData("r:Verdict", "i:type='b:Other' xmlns:b='urn:r'", false)]
    [InlineData("r:Verdict", "", false)]
    [InlineData("Verdict", "i:type='b:Verdict' xmlns:b='urn:r'", true)]
    [InlineData("Verdict", "i:type='b:Verdict' xmlns:b='urn:other'", true)]
    [InlineData("Verdict", "i:type='Verdict'", true)]
    [InlineData("Verdict", "i:type='b:Verdict'", false)]
    [InlineData("Verdict", "i:type='b:BigVerdict' xmlns:b='urn:r'", false)]
    public void Type_IsComparedByNamespaceAndName(string type, string attributes, bool isTaken)
    {
        var format = ContractFolder.Load(Contract(type)).WireFormat;
        var message = $"<t:V xmlns:t='urn:t' {Xsi}><t:L {attributes}><t:Esi>{Id}</t:Esi><t:S>Failed</t:S></t:L></t:V>";
        RecordingSink Read() => MappedMessage.Read(format, message, UhitOperation.NotifyValidation);
        if (isTaken)
        {
            Assert.Single(Read().Validations);
        }
        else
        {
            Assert.Equal("unexpected-content", Assert.Throws<WireFormatException>(Read).Code);
        }
    }

    [Theory]
    [InlineData("i:type='x:Good' xmlns:x='urn:r'", "Validated")]
    [InlineData("i:type='x:Bad' xmlns:x='urn:r'", "Failed")]
    [InlineData("i:type='x:Good' xmlns:x='urn:other'", "Good")]
    [InlineData("i:type='x:Bad' xmlns:x='urn:other'", "Failed")]
    public void Codes_OfAType_AreTheSame(string attributes, string status)
    {
        var json = Contract("Bad")
            .Replace("\"status\": \"t:S\"", "\"status\": { \"path\": \"@xsi:type\", \"codes\": \"s\" }", StringComparison.Ordinal)
            .Replace(When("Bad"), string.Empty, StringComparison.Ordinal);
        var sink = MappedMessage.Read(
            ContractFolder.Load(json).WireFormat,
            $"<t:V xmlns:t='urn:t' {Xsi}><t:L {attributes}><t:Esi>{Id}</t:Esi></t:L></t:V>",
            UhitOperation.NotifyValidation);
        Assert.Equal(status, Assert.Single(sink.Validations).Status.Value);
    }

    [Theory]
    [InlineData("b:Verdict", true)]
    [InlineData("r:Verdict", false)]
    public void Prefix_ThatTheContractDoesNotKnow_IsAnError(string type, bool isWrong)
    {
        var refused = Record.Exception(() => ContractFolder.Load(Contract(type))) as ContractException;
        Assert.Equal(isWrong, refused is not null);
        Assert.True(
            refused is null || refused.Problems.Any(problem => problem.Message.Contains(
                "\"b:Verdict\" is the name of a type, and its prefix is not in `namespaces`", StringComparison.Ordinal)));
    }

    private static string When(string type) => $"\"when\": {{ \"path\": \"t:L/@xsi:type\", \"is\": \"{type}\" }},";

    private static string Contract(string type) => $$"""
        {
          "id": "t-1", "namespaces": { "t": "urn:t", "r": "urn:r" }, "codes": { "s": { "r:Good": "Validated", "Bad": "Failed" } },
          "messages": { "validation": { "root": "t:V", {{When(type)}} "lines": { "each": "t:L", "esiId": "t:Esi", "status": "t:S" } } }
        }
        """;
}
