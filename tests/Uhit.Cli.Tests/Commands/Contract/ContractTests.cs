using System.Text.Json.Nodes;
using Uhit.Client.Wire;

namespace Uhit.Cli.Tests.Commands.Contract;

/// <summary><c>uhit contract add</c> and <c>generate</c>; what they make is tested in tests/Uhit.Contracts.Tests.</summary>
public sealed class ContractTests
{
    private const string Wsdl = """
        <wsdl:definitions targetNamespace="urn:s" xmlns:s="urn:s" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
            xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <wsp:Policy xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy"/>
          <wsdl:types><xs:schema targetNamespace="urn:s" elementFormDefault="qualified">
            <xs:element name="Ask"><xs:complexType><xs:sequence><xs:element name="Esi" type="xs:string"/></xs:sequence></xs:complexType></xs:element>
            <xs:element name="Told"><xs:complexType><xs:sequence><xs:element name="Number" type="xs:int"/></xs:sequence></xs:complexType></xs:element>
          </xs:schema></wsdl:types>
          <wsdl:message name="In"><wsdl:part name="p" element="s:Ask"/></wsdl:message>
          <wsdl:message name="Out"><wsdl:part name="p" element="s:Told"/></wsdl:message>
          <wsdl:portType name="UsageService"><wsdl:operation name="Ask"><wsdl:input message="s:In"/><wsdl:output message="s:Out"/></wsdl:operation></wsdl:portType>
          <wsdl:binding name="B" type="s:UsageService"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
            <wsdl:operation name="Ask"><soap:operation soapAction="urn:s/Ask"/><wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation>
          </wsdl:binding>
        </wsdl:definitions>
        """;

    [Fact]
    public async Task Add_Wsdl_MakesTheFolderAndSaysWhatIsNext()
    {
        using var directory = new WorkDirectory();
        var wsdl = directory.Write("usage.wsdl", Wsdl);

        var run = await UhitTool.RunAsync("contract", "add", wsdl, "--to", directory["cnp"]);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("uhit contract check", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "note: usage.wsdl(3): {http://schemas.xmlsoap.org/ws/2004/09/policy}Policy says nothing to us",
            run.Errors,
            StringComparison.Ordinal);
        foreach (var file in new[]
        {
            "contract.json", "contract.schema.json", "original/usage.wsdl", "schema/usage.wsdl", "templates/Ask.request.xml",
            "templates/Ask.response.xml",
        })
        {
            Assert.True(File.Exists(Path.Combine(directory["cnp"], file)), file);
        }
    }

    [Theory]
    [InlineData("USAGE.WSDL")]
    [InlineData("wsdl/usage.wsdl")]
    public async Task Add_Folder_TakesTheWsdlsInItOfAnyCaseElseThoseBelow(string file)
    {
        using var directory = new WorkDirectory();
        Directory.CreateDirectory(Path.GetDirectoryName(directory["sent/" + file])!);
        File.WriteAllText(directory["sent/" + file], Wsdl);

        var run = await UhitTool.RunAsync("contract", "add", directory["sent"], "--to", directory["cnp"]);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.True(File.Exists(Path.Combine(directory["cnp"], "templates/Ask.request.xml")));
    }

    [Theory]
    [InlineData("src/Uhit.Client/Wire/Contract")]
    [InlineData("tests/Contracts/second/schema")]
    public async Task Add_GuessesMovedUp_AreWhatTheClientTakes(string wsdls)
    {
        using var directory = new WorkDirectory();
        var run = await UhitTool.RunAsync(
            "contract", "add", Path.Combine(Client.Tests.Repository.Root, wsdls), "--to", directory["cnp"]);
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("delivery is ", run.Output, StringComparison.Ordinal);

        var file = Path.Combine(directory["cnp"], "contract.json");
        var json = JsonNode.Parse(File.ReadAllText(file))!;
        Assert.Empty(json["messages"]!.AsObject());
        json["messages"] = json["guesses"]!["messages"]!.DeepClone();
        File.WriteAllText(file, json.ToJsonString());

        // What is left to do: the placeholders of the templates. Of contract.json nothing is wrong.
        MappedContract.TryLoad(directory["cnp"], out var problems);
        Assert.DoesNotContain(problems, p => p.File == "contract.json" && !p.IsWarning);
    }

    [Fact]
    public async Task Add_Json_ListsTheOperationsAndKeepsStandardOutputClean()
    {
        using var directory = new WorkDirectory();
        directory.Write("usage.wsdl", Wsdl);

        var run = await UhitTool.RunAsync("contract", "add", directory.Path, "--to", directory["cnp"], "--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("urn:s/Ask", Assert.Single(run.JsonOf("operation")).GetProperty("action").GetString());
        Assert.Equal(2, Assert.Single(run.JsonOf("added")).GetProperty("templates").GetInt32());
    }

    [Fact]
    public async Task Add_Refused_ListsAllByFileAndLineAndExitsWithOne()
    {
        using var directory = new WorkDirectory();
        var wsdl = directory.Write(
            "usage.wsdl",
            Wsdl.Replace("xs:string", "s:Gone", StringComparison.Ordinal).Replace("xs:int", "s:Lost", StringComparison.Ordinal));

        var run = await UhitTool.RunAsync("contract", "add", wsdl, "--to", directory["cnp"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "usage.wsdl(5): element 'Ask': type=\"s:Gone\": type 'Gone' of namespace 'urn:s' does not exist",
            run.Errors,
            StringComparison.Ordinal);
        Assert.Contains("Refused because of the 2 lines above", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(directory["cnp"]));
    }

    [Theory]
    [InlineData("https://cnp.example/usage?wsdl", "nothing is fetched from the network")]
    [InlineData("file://server/share/usage.wsdl", "nothing is fetched from the network")]
    [InlineData("gone.wsdl", "There is no file 'gone.wsdl'")]
    public async Task Add_NoFile_IsWrongUseWithTheRemedy(string argument, string expected)
    {
        var run = await UhitTool.RunAsync("contract", "add", argument);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_Wsdl_WritesAndCheckComparesIt()
    {
        using var directory = new WorkDirectory();
        var wsdl = new Uri(directory.Write("usage.wsdl", Wsdl)).AbsoluteUri;
        string[] command = ["contract", "generate", wsdl, "--output", directory["out"], "--namespace", "Acme.Wire"];

        var run = await UhitProcess.RunAsync(command);
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("namespace Acme.Wire;", File.ReadAllText(Path.Combine(directory["out"], "Ask.cs")), StringComparison.Ordinal);
        Assert.Equal(0, (await UhitTool.RunAsync([.. command, "--check"])).ExitCode);

        File.AppendAllText(Path.Combine(directory["out"], "Ask.cs"), "// by hand\n");
        var different = await UhitTool.RunAsync([.. command, "--check"]);
        Assert.Equal(1, different.ExitCode);
        Assert.Contains("different: Ask.cs", different.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_NameThatIsNone_IsWrongUse()
    {
        using var directory = new WorkDirectory();
        var run = await UhitTool.RunAsync(
            "contract", "generate", directory.Write("usage.wsdl", Wsdl), "--output", directory["out"], "--namespace", "A", "--name", "Ask");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("OLD=NEW is expected", run.Errors, StringComparison.Ordinal);
    }
}
