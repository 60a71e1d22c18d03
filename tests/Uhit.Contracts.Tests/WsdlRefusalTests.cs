namespace Uhit.Contracts.Tests;

public sealed class WsdlRefusalTests
{
    private const string Input = "<wsdl:input><soap:body use=\"literal\"/></wsdl:input>";
    private const string Part = "<wsdl:part name=\"parameters\" element=\"t:Ask\"/>";
    private const string Operation = "<soap:operation soapAction=\"urn:small/Ask\"/>";

    public static TheoryData<string, string, string> Constructs => new()
    {
        { "style=\"document\"", "style=\"rpc\"", "soap:binding 'SmallSoap': style=\"rpc\" is not supported, only \"document\"" },
        { Operation, "<soap:operation soapAction='urn:a' style='rpc'/>", "soap:operation 'Ask': style=\"rpc\" is not supported" },
        { Operation, "<soap:operation/>", "soap:operation 'Ask': attribute soapAction is missing" },
        { "soap/http\"", "soap/smtp\"", "soap:binding 'SmallSoap': transport=" },
        { Input, "<wsdl:input><soap:body use='encoded'/></wsdl:input>", "soap:body 'Ask': use=\"encoded\" is not supported" },
        { Input, "<wsdl:input><soap:body use='literal' encodingStyle='x'/></wsdl:input>", "soap:body 'Ask': attribute encodingStyle is not supported" },
        { Input, "<wsdl:input><soap:body use='literal' parts='a'/></wsdl:input>", "soap:body 'Ask': attribute parts is not supported" },
        { Input, "<wsdl:input><soap:header message='tns:AskInput' part='p' use='literal'/><soap:body use='literal'/></wsdl:input>", "wsdl:input 'Ask': soap:header is not supported" },
        { Input, "<wsdl:input><m:multipartRelated xmlns:m='http://schemas.xmlsoap.org/wsdl/mime/'/></wsdl:input>", "{http://schemas.xmlsoap.org/wsdl/mime/}multipartRelated is not supported" },
        { Part, Part + "<wsdl:part name='more' element='t:Answer'/>", "wsdl:message 'AskInput': a message of several parts is not supported" },
        { Part, "", "wsdl:message 'AskInput': a message without a part is not supported" },
        { Part, "<wsdl:part name='p' type='xs:string'/>", "a part with a type (RPC) is not supported" },
        { Part, "<wsdl:part name='p' element='t:Nowhere'/>", "operation 'Ask': element 'Nowhere' of namespace 'urn:small' does not exist" },
        { Part, "<wsdl:part name='p' element='zz:Ask'/>", "the prefix of element=\"zz:Ask\" is not declared" },
        { "<wsdl:output message=\"tns:AskOutput\"/>", "", "wsdl:operation 'Ask': only request-response operations are supported" },
        { "<wsdl:input message=\"tns:AskInput\"/>", "", "wsdl:operation 'Ask': only request-response operations are supported" },
        { "<wsdl:input message=\"tns:AskInput\"/>", "<wsdl:input message=\"tns:Gone\"/>", "message 'Gone' does not exist" },
        { "<wsdl:types>", "<wsdl:import namespace='urn:x' location='x.wsdl'/><wsdl:types>", "wsdl:definitions 'Small': wsdl:import is not supported" },
        { "<wsdl:types>", "<p:Policy xmlns:p='http://schemas.xmlsoap.org/ws/2004/09/policy'/><wsdl:types>", "Policy is not supported" },
        { "<wsdl:operation name=\"Ask\">\n      <wsdl:input m", "<wsdl:operation name='Ask' parameterOrder='a'>\n      <wsdl:input m", "attribute parameterOrder is not supported" },
        { "<wsdl:binding name=\"SmallSoap\" type=\"tns:Small\">", "<wsdl:binding name='SmallSoap' type='tns:Other'>", "wsdl:portType 'Small': it has no binding" },
        { "<wsdl:service", "<wsdl:binding name='Second' type='tns:Small'/><wsdl:service", "wsdl:portType 'Small': it has several bindings: choose one with --binding NAME" },
        { "binding=\"tns:SmallSoap\"", "binding=\"tns:Gone\"", "wsdl:port 'SmallPort': its binding does not exist" },
        { "<wsdl:portType name=\"Small\">", "<wsdl:portType name='Small'><wsdl:operation name='More'><wsdl:input message='tns:AskInput'/><wsdl:output message='tns:AskOutput'/></wsdl:operation>", "wsdl:operation 'More': it is not in the binding" },
    };

    [Theory]
    [MemberData(nameof(Constructs))]
    public void Run_UnsupportedConstruct_IsRefusedByFileLineAndName(string old, string @new, string expected)
    {
        using var contract = new ContractFolder().Change("small.wsdl", old, @new);

        var (code, _, error) = contract.Run();

        Assert.Equal(Generator.Refused, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Matches(@"small\.wsdl\([1-9][0-9]*\): ", error);
    }

    [Fact]
    public void Run_NoWsdl_IsRefused()
    {
        using var contract = new ContractFolder().Change("small.wsdl", "wsdl/\" xmlns:soap", "wsdl2/\" xmlns:soap");
        var (code, _, error) = contract.Run();
        Assert.Equal(Generator.Refused, code);
        Assert.Contains("this is no WSDL 1.1", error, StringComparison.Ordinal);
    }
}
