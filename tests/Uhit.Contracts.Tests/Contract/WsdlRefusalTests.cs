using Uhit.Contracts.Contract;

namespace Uhit.Contracts.Tests.Contract;

public sealed class WsdlRefusalTests
{
    private const string Input = "<wsdl:input><soap:body use=\"literal\"/></wsdl:input>";
    private const string Part = "<wsdl:part name=\"parameters\" element=\"t:Ask\"/>";

    public static TheoryData<string, string, string> Constructs => new()
    {
        { "soap/http\"", "soap/smtp\"",
            "wsdl:definitions: no port type has a SOAP binding over HTTP, only 'SmallSoap': ask for a WSDL with one" },
        { "type=\"tns:Small\"", "type=\"tns:Gone\"",
            "wsdl:binding 'SmallSoap': its port type 'Gone' is not there: name the WSDL that holds it too" },
        { Input, "<wsdl:input><soap:body use='encoded'/></wsdl:input>",
            "wsdl:binding 'SmallSoap': use=\"encoded\" (RPC/encoded) is not supported" },
        { Input, "<wsdl:input><soap:body use='literal' parts='a'/></wsdl:input>",
            "soap:body 'Ask': part 'a' is not in message 'AskInput'" },
        { Part, "<wsdl:part name='p' type='xs:string'/>",
            "wsdl:part 'p': a part with a type in a document/literal message is not supported" },
        { Part, "<wsdl:part name='p' element='t:Nowhere'/>", "operation 'Ask': element 'Nowhere' of namespace 'urn:small' does not exist" },
        { Part, "<wsdl:part name='p' element='zz:Ask'/>", "wsdl:part 'p': the prefix of element=\"zz:Ask\" is not declared" },
        { "<wsdl:input message=\"tns:AskInput\"/>", "<wsdl:input message=\"tns:Gone\"/>",
            "wsdl:input 'Ask': message 'Gone' does not exist" },
        { "<wsdl:input message=\"tns:AskInput\"/>", "<wsdl:input/>", "wsdl:input 'Ask': attribute message is missing" },
        { "<wsdl:types>", "<wsdl:import namespace='urn:x' location='x.wsdl'/><wsdl:types>",
            "wsdl:import 'Small': 'x.wsdl' leads to no file: save it beside the WSDL" },
    };

    [Theory]
    [MemberData(nameof(Constructs))]
    public void Read_WhatCannotBe_IsRefusedByFileLineAndName(string old, string @new, string expected)
    {
        using var contract = new ContractFolder().Change("small.wsdl", old, @new);

        var refusal = contract.Refusal();

        Assert.Contains(expected, refusal, StringComparison.Ordinal);
        Assert.Matches(@"small\.wsdl\([0-9]+\): ", refusal);
    }

    [Fact]
    public void Read_BindingWithoutItsPortType_IsAllThatIsRefused()
    {
        using var contract = new ContractFolder().Change("small.wsdl", "type=\"tns:Small\"", "type=\"tns:Gone\"");
        Assert.Equal($"small.wsdl({contract.LineOf("small.wsdl", "<wsdl:binding")}): wsdl:binding 'SmallSoap': its port type 'Gone' is not "
            + "there: name the WSDL that holds it too", contract.Refusal());
    }

    [Fact]
    public void Read_SchemaAlone_SaysThatTheWsdlIsMissing()
    {
        using var contract = new ContractFolder();
        var refusal = Assert.Throws<ContractRefusedException>(() =>
            ContractReader.Read([contract.PathOf("small.xsd")], ReadingOptions.Default, new Refusals()));
        Assert.Equal(
            "WSDL(0): wsdl:definitions: no WSDL is named: name the file with the SOAP binding, not its schemas alone", refusal.Message);
    }

    [Fact]
    public void Read_RpcPartOfATypeThatIsNotThere_IsRefusedOnItsLine()
    {
        using var contract = new ContractFolder().Change("small.wsdl", "style=\"document\"", "style=\"rpc\"").Change(
            "small.wsdl", Part, "<wsdl:part name='p' type='t:Gone'/>");
        Assert.Contains($"small.wsdl({contract.LineOf("small.wsdl", "t:Gone")}): element 'Ask': type=\"part:Gone\": type 'Gone' of "
            + "namespace 'urn:small' does not exist", contract.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "http://schemas.xmlsoap.org/wsdl/\" xmlns:soap", "http://www.w3.org/ns/wsdl\" xmlns:soap",
        "this is WSDL 2.0: ask for the WSDL 1.1")]
    [InlineData("http://schemas.xmlsoap.org/wsdl/\" xmlns:soap", "urn:x\" xmlns:soap", "this is no WSDL 1.1: wsdl:definitions is expected")]
    public void Read_NoWsdl_SaysWhatItIs(string old, string @new, string expected)
    {
        using var contract = new ContractFolder().Change("small.wsdl", old, @new);
        Assert.Contains(expected, contract.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SignInPageInPlaceOfTheWsdl_IsNamedSo()
    {
        using var contract = new ContractFolder().Add("small.wsdl", "<!doctype html><html><body><p>Sign in<br></body></html>");
        Assert.Contains("small.wsdl(1): document: this is a web page, not the file", contract.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_UnknownBindingOrOperation_IsRefused()
    {
        using var contract = new ContractFolder();
        Assert.Contains("Gone: there is no SOAP binding of this name", contract.Run("--binding", "Gone").Error, StringComparison.Ordinal);
        Assert.Contains("Gone: there is no operation of this name", contract.Run("--operation", "Gone").Error, StringComparison.Ordinal);
    }
}
