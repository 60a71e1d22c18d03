using System.Xml;
using System.Xml.Schema;

namespace Uhit.Contracts.Tests.Contract;

public sealed class WsdlReadingTests
{
    private const string Input = "<wsdl:input><soap:body use=\"literal\"/></wsdl:input>";
    private const string Part = "<wsdl:part name=\"parameters\" element=\"t:Ask\"/>";
    private const string Second12 = """
        <wsdl:binding name="Small12" type="tns:Small" xmlns:s12="http://schemas.xmlsoap.org/wsdl/soap12/">
          <s12:binding transport="http://schemas.xmlsoap.org/soap/http"/>
          <wsdl:operation name="Ask">
            <s12:operation soapAction="urn:small/12"/>
            <wsdl:input><s12:body use="literal"/></wsdl:input>
            <wsdl:output><s12:body use="literal"/></wsdl:output>
          </wsdl:operation>
        </wsdl:binding>

        """;

    private static XmlQualifiedName Ask => new("Ask", "urn:small");

    private static XmlQualifiedName Answer => new("Answer", "urn:small");

    [Fact]
    public void Read_Plain_IsAllThere()
    {
        using var contract = new ContractFolder();

        var (model, notes) = contract.Read();

        var service = Assert.Single(model.Services);
        Assert.Equal(
            ("Small", "urn:small:service", "SmallSoap", "1.1", "https://localhost/small"),
            (service.Name, service.Namespace, service.Binding, service.SoapVersion, service.Address));
        var operation = Assert.Single(service.Operations);
        Assert.Equal(("Ask", "urn:small/Ask", "document"), (operation.Name, operation.Action, operation.Style));
        Assert.Equal(contract.LineOf("small.wsdl", "<wsdl:operation name=\"Ask\">"), operation.Line);
        Assert.Equal([Ask], operation.Input.Body);
        Assert.Equal([Answer], operation.Output!.Body);
        Assert.Empty(operation.Input.Headers);
        Assert.Empty(notes);
    }

    [Theory]
    [InlineData(
        "<wsdl:types>", "<p:Policy xmlns:p='http://schemas.xmlsoap.org/ws/2004/09/policy'><p:All/></p:Policy><wsdl:types>",
        "{http://schemas.xmlsoap.org/ws/2004/09/policy}Policy says nothing to us")]
    [InlineData("<soap:operation soapAction=\"urn:small/Ask\"/>", "<soap:operation/>", "no soapAction is named: it is empty")]
    [InlineData(
        "<wsdl:service", "<wsdl:binding name='Get' type='tns:Small'><h:binding verb='GET' xmlns:h='http://schemas.xmlsoap.org/wsdl/http/'/>"
            + "</wsdl:binding><wsdl:service", null)]
    [InlineData(
        "<wsdl:operation name=\"Ask\">\n      <wsdl:input m",
        "<wsdl:operation name='Ask' parameterOrder='a' a:Action='x' xmlns:a='urn:a'>\n      <wsdl:input m",
        null)]
    [InlineData(
        "<wsdl:portType name=\"Small\">",
        "<wsdl:portType name='Small'><wsdl:operation name='More'><wsdl:input message='tns:AskInput'/></wsdl:operation>",
        "wsdl:operation 'More': it is not in the binding, and is left out")]
    [InlineData(
        "<wsdl:portType name=\"Small\">", "<wsdl:portType name='Other'><wsdl:operation name='More'><wsdl:input message='tns:Gone'/>"
            + "</wsdl:operation></wsdl:portType><wsdl:portType name=\"Small\">",
        "wsdl:portType 'Other': it has no SOAP binding over HTTP, and is left out")]
    [InlineData("binding=\"tns:SmallSoap\"", "binding=\"tns:Gone\"", null)]
    [InlineData(
        "<wsdl:message name=\"AskInput\">",
        "<wsdl:message name='Unused'><wsdl:part name='a' type='tns:Gone'/></wsdl:message><wsdl:message name=\"AskInput\">",
        null)]
    [InlineData(
        "<wsdl:output message=\"tns:AskOutput\"/>",
        "<wsdl:output message=\"tns:AskOutput\"/><wsdl:fault name='f' message='tns:F'/></wsdl:operation></wsdl:portType>"
            + "<wsdl:message name='F'><wsdl:part name='a' type='xs:string'/></wsdl:message><wsdl:portType name='X'>"
            + "<wsdl:operation name='y'>",
        "wsdl:fault 'f': its message has no element, and is left out")]
    public void Read_WhatNoMessageHas_IsNotedAndInNobodysWay(string old, string @new, string? expected)
    {
        using var contract = new ContractFolder().Change("small.wsdl", old, @new);

        var (model, notes) = contract.Read();

        Assert.Equal(["Ask"], model.Services.SelectMany(s => s.Operations).Select(o => o.Name));
        if (expected is not null)
        {
            Assert.Contains(notes, n => n.Contains(expected, StringComparison.Ordinal));
        }

        if (expected is not null)
        {
            Assert.All(notes, n => Assert.Matches(@"^small\.wsdl\([1-9][0-9]*\): ", n));
        }
    }

    [Fact]
    public void Read_TheSameThingOften_IsNotedOnceWithItsCount()
    {
        using var contract = new ContractFolder().Change(
            "small.wsdl", "<wsdl:types>", "<p:Policy xmlns:p='urn:p'/><p:Policy xmlns:p='urn:p'/><p:Policy xmlns:p='urn:p'/><wsdl:types>");
        Assert.Equal(
            [$"small.wsdl({contract.LineOf("small.wsdl", "p:Policy")}): {{urn:p}}Policy says nothing to us (and 2 more)"],
            contract.Read().Notes);
    }

    [Fact]
    public void Read_BothSoapVersions_Takes11UnlessAsked()
    {
        using var contract = new ContractFolder()
            .Change("small.wsdl", "<wsdl:binding name=\"SmallSoap\"", Second12 + "<wsdl:binding name=\"SmallSoap\"")
            // With an address before the other's, so that nothing but its version speaks against it.
            .Change(
                "small.wsdl", "<wsdl:port name=\"SmallPort\"",
                "<wsdl:port name='P12' binding='tns:Small12'><s12:address location='https://localhost/12' "
                    + "xmlns:s12='http://schemas.xmlsoap.org/wsdl/soap12/'/></wsdl:port><wsdl:port name=\"SmallPort\"");

        var (model, notes) = contract.Read();
        Assert.Equal(("SmallSoap", "1.1"), (model.Services[0].Binding, model.Services[0].SoapVersion));
        Assert.Contains("binding 'SmallSoap' is taken, not 'Small12': choose with --binding", notes[0], StringComparison.Ordinal);

        var asked = contract.Read(bindings: ["Small12"]);
        Assert.Equal(
            ("Small12", "1.2", "urn:small/12"),
            (asked.Model.Services[0].Binding, asked.Model.Services[0].SoapVersion, asked.Model.Services[0].Operations[0].Action));
        Assert.Equal("https://localhost/12", asked.Model.Services[0].Address);
        Assert.Empty(asked.Notes);
    }

    [Fact]
    public void Read_EncodedBesideLiteral_TakesLiteral()
    {
        using var contract = new ContractFolder()
            .Change("small.wsdl", "<wsdl:input><soap:body use=\"literal\"/>", "<wsdl:input><soap:body use=\"encoded\"/>")
            .Change("small.wsdl", "<wsdl:binding name=\"SmallSoap\"", Second12 + "<wsdl:binding name=\"SmallSoap\"");
        Assert.Equal("Small12", contract.Read().Model.Services[0].Binding);
    }

    [Fact]
    public void Read_NothingBound_IsDocumentLiteral()
    {
        using var contract = new ContractFolder();
        var text = contract.Text("small.wsdl");
        contract.Add("small.wsdl", text[..text.IndexOf("<wsdl:binding", StringComparison.Ordinal)] + "</wsdl:definitions>");

        var (model, notes) = contract.Read();

        Assert.Equal(
            (string.Empty, "1.1", "document"),
            (model.Services[0].Operations[0].Action, model.Services[0].SoapVersion, model.Services[0].Operations[0].Style));
        Assert.Contains("nothing binds it", notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SoapHeader_IsAHeaderAndNoPartOfTheBody()
    {
        using var contract = new ContractFolder()
            .Change("small.wsdl", Part, Part + "<wsdl:part name='route' element='t:Answer'/>")
            .Change(
                "small.wsdl", "<soap:body use=\"literal\"/></wsdl:input>",
                "<soap:header message='tns:AskInput' part='route' use='literal'><soap:headerfault message='tns:AskInput' part='route' "
                    + "use='literal'/></soap:header><soap:body use='literal'/></wsdl:input>");

        var (model, notes) = contract.Read();

        var input = model.Services[0].Operations[0].Input;
        Assert.Equal([Ask], input.Body);
        Assert.Equal([(Answer, "route")], input.Headers.Select(h => (h.Element, h.Part)));
        Assert.Contains("soap:headerfault says nothing to us", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralParts_AreSeveralElements()
    {
        using var contract = new ContractFolder().Change("small.wsdl", Part, Part + "<wsdl:part name='more' element='t:Answer'/>");
        Assert.Equal([Ask, Answer], contract.Read().Model.Services[0].Operations[0].Input.Body);
    }

    [Theory]
    [InlineData("more", new[] { "Answer" })]
    [InlineData(" parameters  more ", new[] { "Ask", "Answer" })]
    [InlineData("", new string[0])]
    public void Read_PartsAttribute_SaysWhatIsInTheBody(string parts, string[] expected)
    {
        using var contract = new ContractFolder()
            .Change("small.wsdl", Part, Part + "<wsdl:part name='more' element='t:Answer'/>")
            .Change("small.wsdl", Input, $"<wsdl:input><soap:body use='literal' parts='{parts}'/></wsdl:input>");
        Assert.Equal(expected, contract.Read().Model.Services[0].Operations[0].Input.Body.Select(b => b.Name));
    }

    [Fact]
    public void Read_MessageWithoutParts_IsAnEmptyBody()
    {
        using var contract = new ContractFolder().Change("small.wsdl", Part, "");
        Assert.Empty(contract.Read().Model.Services[0].Operations[0].Input.Body);
    }

    [Fact]
    public void Read_OneWay_HasNoOutput()
    {
        using var contract = new ContractFolder().Change("small.wsdl", "<wsdl:output message=\"tns:AskOutput\"/>", "");
        Assert.Null(contract.Read().Model.Services[0].Operations[0].Output);
    }

    [Fact]
    public void Read_Notification_IsLeftOutAndNoted()
    {
        using var contract = new ContractFolder().Change("small.wsdl", "<wsdl:input message=\"tns:AskInput\"/>", "");
        var (model, notes) = contract.Read();
        Assert.Empty(model.Services[0].Operations);
        Assert.Contains("it begins with what the service sends", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Multipart_TakesTheBodyAndNotesTheAttachment()
    {
        using var contract = new ContractFolder()
            .Change("small.wsdl", Part, Part + "<wsdl:part name='file' type='xs:base64Binary'/>")
            .Change(
                "small.wsdl", Input,
                "<wsdl:input><m:multipartRelated xmlns:m='http://schemas.xmlsoap.org/wsdl/mime/'><m:part><soap:body use='literal'/>"
                    + "</m:part><m:part><m:content part='file' type='text/csv'/></m:part></m:multipartRelated></wsdl:input>");
        var (model, notes) = contract.Read();
        Assert.Equal([Ask], model.Services[0].Operations[0].Input.Body);
        Assert.Contains("attachments of a multipart message are no part of its body", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RpcLiteral_BecomesAWrapperOfUnqualifiedParts()
    {
        using var contract = new ContractFolder()
            .Change("small.wsdl", "style=\"document\"", "style=\"rpc\"")
            .Change("small.wsdl", Part, "<wsdl:part name='id' type='t:Id'/><wsdl:part name='when' type='xs:date'/>")
            .Change("small.wsdl", "name=\"parameters\" element=\"t:Answer\"", "name=\"return\" type=\"t:AnswerType\"")
            .Change("small.wsdl", Input, "<wsdl:input><soap:body use='literal' namespace='urn:rpc'/></wsdl:input>");

        var (model, notes) = contract.Read();

        var operation = model.Services[0].Operations[0];
        Assert.Equal("rpc", operation.Style);
        Assert.Equal([new XmlQualifiedName("Ask", "urn:rpc")], operation.Input.Body);
        Assert.Equal([new XmlQualifiedName("AskResponse", "urn:small:service")], operation.Output!.Body);
        Assert.Contains("an RPC body without a namespace is taken to be in the WSDL's", Assert.Single(notes), StringComparison.Ordinal);
        Assert.Empty(Validation.Errors(model.Schemas, "<r:Ask xmlns:r='urn:rpc'><id>12345678</id><when>2026-01-02</when></r:Ask>"));
        Assert.NotEmpty(Validation.Errors(model.Schemas, "<r:Ask xmlns:r='urn:rpc'><r:id>1</r:id><when>2026-01-02</when></r:Ask>"));
        Assert.NotEmpty(Validation.Errors(model.Schemas, "<r:Ask xmlns:r='urn:rpc'><id>123456789</id><when>2026-01-02</when></r:Ask>"));
    }

    [Fact]
    public void Read_OverloadedOperations_GetANumber()
    {
        using var contract = new ContractFolder()
            .Change(
                "small.wsdl",
                "</wsdl:portType>",
                "<wsdl:operation name='Ask'><wsdl:input message='tns:AskOutput'/></wsdl:operation></wsdl:portType>")
            .Change("small.wsdl", "</wsdl:binding>", "<wsdl:operation name='Ask'><soap:operation soapAction='urn:second'/><wsdl:input>"
                + "<soap:body use='literal'/></wsdl:input></wsdl:operation></wsdl:binding>");
        Assert.Equal(
            [("Ask", "urn:small/Ask", Ask), ("Ask2", "urn:second", Answer)],
            contract.Read().Model.Services[0].Operations.Select(o => (o.Name, o.Action, o.Input.Body[0])));
    }

    [Theory]
    [InlineData("abstract.wsdl", null)]
    [InlineData("http://cnp.example/Usage.svc?wsdl=wsdl0", "wsdl:import 'Small': taken from abstract.wsdl, by its namespace")]
    public void Read_WsdlImport_BindingInOnePortTypeInAnother(string location, string? note)
    {
        using var contract = new ContractFolder();
        var text = contract.Text("small.wsdl");
        var head = text[..text.IndexOf("  <wsdl:types>", StringComparison.Ordinal)];
        var at = text.IndexOf("  <wsdl:binding", StringComparison.Ordinal);
        contract.Add("abstract.wsdl", text[..at].Replace(
            "</wsdl:types>",
            "</wsdl:types><wsdl:import namespace='urn:small:service' location='small.wsdl'/>",
            StringComparison.Ordinal) + "</wsdl:definitions>")
            .Add("small.wsdl", head + $"<wsdl:import namespace='urn:small:service' location='{location}'/>" + text[at..]);

        var (model, notes) = contract.Read();

        Assert.Equal("https://localhost/small", model.Services[0].Address);
        Assert.EndsWith("abstract.wsdl", model.Services[0].File, StringComparison.Ordinal);
        Assert.Equal([Ask], model.Services[0].Operations[0].Input.Body);
        if (note is null)
        {
            Assert.Empty(notes);
        }
        else
        {
            Assert.Contains(note, Assert.Single(notes), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("message='tns:Gone' part='p'", "soap:header 'Ask': message 'tns:Gone' does not exist, and the header block is left out")]
    [InlineData(
        "message='tns:AskOutput' part='p'", "soap:header 'Ask': part 'p' is not in message 'AskOutput', and the header block is left out")]
    public void Read_HeaderThatIsNotThere_IsLeftOutAndNoted(string header, string expected)
    {
        using var contract = new ContractFolder()
            .Change(
                "small.wsdl",
                "<wsdl:input><soap:body use=\"literal\"/></wsdl:input>",
                $"<wsdl:input><soap:header {header} use='literal'/><soap:body use='literal'/></wsdl:input>");
        var (model, notes) = contract.Read();
        Assert.Equal([$"small.wsdl({contract.LineOf("small.wsdl", "soap:header")}): {expected}"], notes);
        Assert.Equal([Ask], model.Services[0].Operations[0].Input.Body);
        Assert.Empty(model.Services[0].Operations[0].Input.Headers);
    }

    [Fact]
    public void Read_FaultWhoseMessageIsNotThere_IsLeftOutAndNoted()
    {
        using var contract = new ContractFolder().Change(
            "small.wsdl",
            "<wsdl:output message=\"tns:AskOutput\"/>",
            "<wsdl:output message=\"tns:AskOutput\"/><wsdl:fault name='f' message='tns:Gone'/>");
        var (model, notes) = contract.Read();
        Assert.Equal(
            [$"small.wsdl({contract.LineOf("small.wsdl", "wsdl:fault")}): wsdl:fault 'f': its message does not exist, and the fault is "
                + "left out"], notes);
        Assert.Empty(model.Services[0].Operations[0].Faults);
    }

    [Fact]
    public void Read_ImportsInTypesWithoutASchema_AreTakenAndNoted()
    {
        const string import = "<xs:import namespace=\"urn:small\" schemaLocation=\"small.xsd\"/>";
        using var contract = new ContractFolder().Change(
            "small.wsdl", $"<xs:schema>{import}</xs:schema>", $"{import}<xs:import namespace='urn:other' schemaLocation='other.xsd'/>")
            .Change("small.xsd", "name=\"Amount\" type=\"xs:decimal\"", "name=\"Amount\" type=\"o:Amount\" xmlns:o='urn:other'")
            .Add("other.xsd", "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:other'>"
                + "<xs:simpleType name='Amount'><xs:restriction base='xs:int'/></xs:simpleType></xs:schema>");
        var (model, notes) = contract.Read();
        Assert.True(model.Schemas.Contains("urn:small") && model.Schemas.Contains("urn:other"));
        Assert.Equal(
            ["small.wsdl(6): xs:import stands in wsdl:types without a schema around it; it is taken as if it did (and 1 more)"], notes);
    }

    [Fact]
    public void Read_Operation_TakesOnlyThatAndWhatItReaches()
    {
        using var contract = new ContractFolder()
            .Change(
                "small.wsdl",
                "</wsdl:portType>",
                "<wsdl:operation name='Bad'><wsdl:input message='tns:Gone'/></wsdl:operation></wsdl:portType>")
            .Change("small.wsdl", "</wsdl:binding>", "<wsdl:operation name='Bad'><soap:operation soapAction='urn:bad'/><wsdl:input>"
                + "<soap:body use='literal'/></wsdl:input></wsdl:operation></wsdl:binding>");
        Assert.Contains("message 'Gone' does not exist", contract.Refusal(), StringComparison.Ordinal);
        Assert.Equal(["Ask"], contract.Read(operations: ["Ask"]).Model.Services[0].Operations.Select(o => o.Name));
    }

    [Fact]
    public void Read_ElementThatNoSchemaDescribes_IsTakenAsAnythingAndNoted()
    {
        using var contract = new ContractFolder().Change("small.wsdl", Part, "<wsdl:part name='p' element='w:Ask' xmlns:w='urn:nowhere'/>");
        var (model, notes) = contract.Read();
        var element = (XmlSchemaElement)model.Schemas.GlobalElements[new XmlQualifiedName("Ask", "urn:nowhere")]!;
        Assert.Equal("anyType", element.ElementSchemaType!.QualifiedName.Name);
        Assert.Contains("elements of namespace 'urn:nowhere', which no schema describes", Assert.Single(notes), StringComparison.Ordinal);
    }
}
