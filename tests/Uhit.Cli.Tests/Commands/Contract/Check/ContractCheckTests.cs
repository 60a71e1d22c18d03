using Uhit.Cli.Commands.Contract.Check;
using Uhit.Client.Wire;

namespace Uhit.Cli.Tests.Commands.Contract.Check;

/// <summary>What <c>uhit contract check</c> says of a contract with one thing wrong in it: which file, which line, what to write.</summary>
public sealed class ContractCheckTests
{
    private const string Sample = "docs/samples/contracts/meter-data-exchange";
    private const string Json = "contract.json";
    private const string Request = "templates/Process.request.xml";
    private const string Answer = "templates/Notify.response.xml";
    private const string Wsdl = "schema/MeterDataExchange.wsdl";
    private const string Messages = "schema/xsd0.xsd";
    private const string Usage = "schema/xsd1.xsd";
    private const string StringOf = "type=\"xs:string\" />";
    private const string Text20 =
        "><xs:simpleType><xs:restriction base=\"xs:string\"><xs:maxLength value=\"20\"/></xs:restriction></xs:simpleType></xs:element>";

    /// <summary>The change, and what is said of it: where, whether it is an error, and words of it.</summary>
    public static TheoryData<string, string, string, string, bool, string> Mistakes => new()
    {
        // What the template itself writes.
        { Request, ">get<", ">fetch<", $"{Request}(9,6)", true,
            "Request/Header/Verb: the schema does not take the value that stands here. It has to be one of get, created, reply" },
        { Request, "<c1:Noun uhit:occurs=\"1\">UsageHistory</c1:Noun>", "", $"{Request}(13,6)", true,
            "Request/Header/Revision: the schema does not take it so" },
        { Request, "{period.start}", "{period.start:yyyyMMdd}", $"{Request}(32,10)", true,
            "the value of {period.start} here. It has to be an xs:date" },
        { Request, " zip=\"{serviceAddress.postalCode}\"", " plz=\"{serviceAddress.postalCode}\"", $"{Request}(38,", true, "plz" },
        { Request, ":yesNo(Y,N)", "", $"{Request}(54,", true, "{authorization.obtained} here. It has to be one of Y, N" },
        { Request, "urn:example:bus:message:v2", "urn:example:bus:message:v1", $"{Request}(5,2)", true,
            "The schema has Request in the namespace \"urn:example:bus:message:v2\", not in \"urn:example:bus:message:v1\"" },
        { Json, "\"S\": \"Billing\"", "\"X\": \"Billing\"", $"{Request}(36,", true,
            "{requestedUsage} here. It has to be one of S, I, B. So it is in a message for Billing" },
        { Answer, ">reply<", ">replied<", $"{Answer}(", true, "Response/Header/Verb" },
        { Answer, " code=\"{code}\"", "", $"{Answer}(", true, "So it is in a message that refuses" },
        { Messages, "<xs:element name=\"MessageID\" " + StringOf, "<xs:element name=\"MessageID\"" + Text20, $"{Request}(19,6)", true,
            "the value of {messageId} here. It has to be at most 20 characters" },

        // What only a customer's values show.
        { Usage, "<xs:element name=\"Phone\" " + StringOf,
            "<xs:element name=\"Phone\"><xs:simpleType><xs:restriction base=\"xs:string\"><xs:pattern value=\"\\d{10}\"/></xs:restriction>"
                + "</xs:simpleType></xs:element>", $"{Request}(46,", false, "as the pattern \\d{10}" },

        // Codes.
        { Json, ", \"D\": \"Failed\"", "", $"{Json}(", false,
            "The schema has codes that the table \"outcome\" does not turn into ours: D." },
        { Json, "\"Estimated\" }", "\"Estimatet\" }", $"{Json}(20,", false, "Did you mean \"Estimated\"?" },
        { Json, "\"quality\": {", "\"spare\": { \"A\": \"Actual\" }, \"quality\": {", $"{Json}(20,", false,
            "Nothing uses the table \"spare\"" },
        { Json, "\"path\": \"c1:Header/c1:Noun\", \"is\": \"UsageHistory\"", "\"path\": \"c1:Header/@xsi:type\", \"is\": \"c1:HeaderType\"",
            "", false, "" },
        { Json, "\"path\": \"c1:Header/c1:Noun\", \"is\": \"UsageHistory\"", "\"path\": \"c1:Header/@xsi:type\", \"is\": \"c1:HeadType\"",
            $"{Json}(", false, "The schema has no type \"c1:HeadType\". Did you mean \"HeaderType\"?" },
        { Json, "\"path\": \"c1:Header/c1:Noun\", \"is\": \"UsageHistory\"", "\"path\": \"c1:Header/c1:Verb\", \"is\": \"create\"",
            $"{Json}(", false, "The schema never has \"create\" there, only get, created, reply. Did you mean \"created\"?" },

        // A value that may come twice.
        { Messages, "<xs:element name=\"Result\">", "<xs:element name=\"Result\" maxOccurs=\"5\">", $"{Json}(32,", false,
            "the schema lets Result stand there more than once" },

        // The WSDL.
        { Json, "mdx:v2/Process", "mdx:v2/process", $"{Json}(26,", false,
            "The WSDL's action of Process is \"urn:example:bus:mdx:v2/Process\", not this one." },
        { Json, "\"action\": \"urn:example:bus:mdx:v2/Process\",", "", $"{Json}(", false, "and here is none: write it as `action`" },
        { Json, "\"root\": \"c1:Response\"", "\"root\": \"c1:Event\"", $"{Json}(", false,
            "The WSDL answers Process with Response, not with this." },
        { Json, "\"answer\": { \"template\": \"templates/Notify.response.xml\" }\n    },\n    \"delivery\"",
            "\"answer\": { \"empty\": 202 }\n    },\n    \"delivery\"", $"{Json}(", false,
            "The WSDL answers Notify with Response. Write a template of it" },
        { Wsdl, "<wsp:All />", "<wsp:All><sp:UsernameToken xmlns:sp=\"urn:sp\" /></wsp:All>", "", false, "" },
        { Wsdl, "<wsp:All />", "<wsp:All><wsam:Addressing xmlns:wsam=\"http://www.w3.org/2007/05/addressing/metadata\" /></wsp:All>", Json,
            false, "The WSDL wants WS-Addressing" },
        { Wsdl, "<wsp:All />",
            "<wsp:All><wsam:Addressing xmlns:wsam=\"http://www.w3.org/2007/05/addressing/metadata\" wsp:Optional=\"true\" /></wsp:All>", "",
            false, "" },

        // Whose a callback is.
        { Json, "\"correlation\": [\"transactionId\"],", "", $"{Json}(", true,
            "By nothing that `correlation` names (requestId) is the inquiry of this message found. Map it, or name in `correlation` what "
                + "is mapped: transactionId, esiId." },
        { Json, "        \"transactionId\": \"c1:Header/c1:CorrelationID\",\n        \"receivedAt\"", "        \"receivedAt\"",
            $"{Json}(28,", true, "nothing says which inquiry has which" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Check_OneThingWrong_SaysWhereAndWhatToDo(string file, string right, string wrong, string place, bool isError, string words)
    {
        using var directory = new WorkDirectory();
        var contract = Folders.Copy(Sample, directory["contract"]);
        Folders.Replace(contract, file, right, wrong);

        var problems = Check(contract);

        if (words.Length == 0)
        {
            Assert.Empty(problems);
            return;
        }

        var found = problems.FirstOrDefault(problem => problem.ToString().Contains(words, StringComparison.Ordinal));
        Assert.True(found is not null, string.Join('\n', problems));
        Assert.StartsWith(place, found.ToString(), StringComparison.Ordinal);
        Assert.Equal(isError, !found.IsWarning);
    }

    /// <summary>Changes of the sample, three texts each (file, right, wrong); words; and whether they are said.</summary>
    public static TheoryData<string[], string, bool> Edges => new()
    {
        { [Messages, "<xs:element name=\"MessageID\" " + StringOf, "<xs:element name=\"MessageID\"" + Text20], "Response/Header/MessageID",
            false },
        { [Json, "      \"action\": \"urn:example:bus:mdx:v2/Notify\",\n", ""], "action", false },
        { [Answer, "<c1:Response ", "<c1:Fault ", Answer, "</c1:Response>", "</c1:Fault>"],
            "The WSDL answers Notify with Response, not with Fault.", true },
        { [Json, "\"root\": \"c1:Event\"", "\"root\": \"c1:Fault\""],
            "No operation of the WSDL has this element in its request. Those that there are: Request, Event.", true },
        {
        [
            Json,
            "[\"transactionId\"]",
            "[\"transactionId\", \"esiId\"]",
            Json,
            "        \"transactionId\": \"c1:Header/c1:CorrelationID\",\n        \"receivedAt\"",
            "        \"receivedAt\"",
        ], "which inquiry has which", false },
        { [Json, "[\"transactionId\"]", "[\"requestId\"]", Json, "\"messageId\": \"c1", "\"requestId\": \"c1"], "never says it", false },
        { [Json, "[\"transactionId\"]", "[\"requestId\"]", Request, "{messageId}", "fixed"], "never says it", true },
        {
        [
            Json, "[\"transactionId\"]", "[\"requestId\"]", Request, "{messageId}", "fixed", "templates/security.xml",
            "{authenticationId}", "{requestId}",
        ], "never says it", false },
        { [Json, ", \"D\": \"Failed\"", ", \"*\": \"Failed\""], "does not turn into ours", false },
        { [Json, ", \"D\": \"Failed\"", "", Json, "\"codes\": \"outcome\"", "\"codes\": \"outcome\", \"missing\": \"D\""],
            "does not turn into ours", false },
        { [Json, "\"path\": \"c1:Header/c1:Noun\", \"is\": \"UsageHistory\"", "\"path\": \"c1:Header/c1:Verb\", \"isNot\": \"repli\""],
            "The schema never has \"repli\" there", true },
        {
        [
            Messages, "<xs:element name=\"Result\">", "<xs:element name=\"Result\" maxOccurs=\"5\">", Json, "c1:Reply/c1:Result\"",
            "c1:Reply/c1:Result[@code='1']\"",
        ], "more than once", false },
        {
        [
            Wsdl,
            "<wsp:All />",
            "<wsp:All><w:UsingAddressing xmlns:w=\"http://www.w3.org/2006/05/addressing/wsdl\" wsdl:required=\"false\" /></wsp:All>",
        ], "WS-Addressing", false },
    };

    [Theory]
    [MemberData(nameof(Edges))]
    public void Check_EdgeOfARule_SaysItOrNot(string[] changes, string words, bool isSaid)
    {
        using var directory = new WorkDirectory();
        var contract = Folders.Copy(Sample, directory["contract"]);
        foreach (var change in changes.Chunk(3))
        {
            Folders.Replace(contract, change[0], change[1], change[2]);
        }

        var problems = Check(contract);

        Assert.True(
            isSaid == problems.Any(problem => problem.ToString().Contains(words, StringComparison.Ordinal)), string.Join('\n', problems));
    }

    [Fact]
    public void Check_PolicyWantsATokenAndNoneIsWritten_IsTold()
    {
        using var directory = new WorkDirectory();
        var contract = Folders.Copy(Sample, directory["contract"]);
        Folders.Replace(contract, Wsdl, "<wsp:All />", "<wsp:All><sp:UsernameToken xmlns:sp=\"urn:sp\" /></wsp:All>");
        Folders.Replace(
            contract, Json, "\"headers\": [{ \"template\": \"templates/security.xml\", \"on\": [\"request\"] }],", string.Empty);

        Assert.Contains(
            Check(contract),
            problem => problem.Message.Contains("no template in `headers` writes wsse:Security", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        "Process", "The WSDL has the header block Routing in the request of Process, and no template writes it: name one in `headers`, "
            + "with `\"on\": [\"request\"]`")]
    [InlineData("Notify", "The WSDL has the header block Routing in Notify, and nothing here reads it.")]
    public void Check_WsdlHasAHeaderBlock_IsTold(string operation, string words)
    {
        using var directory = new WorkDirectory();
        var contract = Folders.Copy(Sample, directory["contract"]);
        Folders.Replace(
            contract,
            Messages,
            "<xs:element name=\"Request\">",
            "<xs:element name=\"Routing\" type=\"xs:string\"/><xs:element name=\"Request\">");
        Folders.Replace(contract, Wsdl, "<wsdl:portType name=\"Exchange\">", "<wsdl:message name=\"RoutingMessage\"><wsdl:part name=\"h\" "
            + "element=\"msg:Routing\"/></wsdl:message><wsdl:portType name=\"Exchange\">");
        Folders.Replace(
            contract,
            Wsdl,
            $"<soap:operation soapAction=\"urn:example:bus:mdx:v2/{operation}\" />\n      <wsdl:input>",
            $"<soap:operation soapAction=\"urn:example:bus:mdx:v2/{operation}\" />\n      <wsdl:input><soap:header "
                + "message=\"tns:RoutingMessage\" part=\"h\" use=\"literal\" />");

        Assert.Contains(Check(contract), problem => problem.IsWarning && problem.Message.Contains(words, StringComparison.Ordinal));

        Folders.Replace(contract, Json, "\"correlation\"", "\"understood\": [\"c1:Routing\"], \"correlation\"");
        Assert.Equal(operation == "Process", Check(contract).Count > 0);
    }

    // What a confirmation repeats is CNP's number, in CNP's form.
    [Theory]
    [InlineData("confirms", false)]
    [InlineData("messageId", true)]
    public void Check_ConfirmationSaysANumber_IsToldWhereItIsOurs(string name, bool isTold)
    {
        using var directory = new WorkDirectory();
        var contract = Folders.Copy(Sample, directory["contract"]);
        Folders.Replace(
            contract,
            Messages,
            "<xs:element name=\"Request\">",
            "<xs:element name=\"Confirm\" type=\"xs:int\"/><xs:element name=\"Request\">");
        File.WriteAllText(
            Path.Combine(contract, "templates", "confirm.xml"),
            $"<m:Confirm xmlns:m=\"urn:example:bus:message:v2\">{{{name}}}</m:Confirm>");
        Folders.Replace(contract, Json, "\"messages\": {", "\"messages\": { \"confirm\": { \"action\": \"urn:example:confirm\", "
            + "\"template\": \"templates/confirm.xml\", \"answer\": { \"empty\": 202 } },");

        Assert.Equal(isTold, Check(contract).Any(problem => problem.Message.Contains($"{{{name}}}", StringComparison.Ordinal)));
    }

    // The number of the inquiry may stand where the acknowledgement says what it acknowledges.
    [Theory]
    [InlineData("acknowledgedRequestId", false)]
    [InlineData("transactionId", true)]
    public void Check_AcknowledgementNamesItsInquiry_IsFoundByIt(string field, bool isTold)
    {
        using var directory = new WorkDirectory();
        var contract = Folders.Copy(Sample, directory["contract"]);
        Folders.Replace(contract, Json, "\"correlation\": [\"transactionId\"]", "\"correlation\": [\"requestId\"]");
        Folders.Replace(contract, Json, "\"messages\": {", $$"""
            "messages": { "acknowledgement": {
              "action": "urn:example:bus:mdx:v2/Notify", "root": "c1:Event", "when": { "path": "c1:Header/c1:Noun", "is": "Acknowledgement" },
              "{{field}}": "c1:Header/c1:CorrelationID", "status": { "const": "Accepted" }, "answer": { "template": "templates/Notify.response.xml" } },
            """);

        Assert.Equal(isTold, Check(contract).Any(problem =>
            problem.JsonPath == "$.messages.acknowledgement"
            && problem.Message.StartsWith("By nothing that `correlation` names", StringComparison.Ordinal)));
    }

    // A choice that repeats is how schemas say "in any order".
    [Theory]
    [InlineData("<xs:choice maxOccurs=\"unbounded\"><xs:element name=\"Other\" type=\"xs:string\"/>", "</xs:choice>", false)]
    [InlineData("<xs:choice maxOccurs=\"unbounded\">", "</xs:choice>", true)]
    public void Check_FieldInAChoiceThatRepeats_IsToldWhereItIsAlone(string begin, string end, bool isTold)
    {
        using var directory = new WorkDirectory();
        var contract = Folders.Copy(Sample, directory["contract"]);
        var file = Path.Combine(contract, Messages);
        var schema = File.ReadAllText(file);
        var at = schema.IndexOf("<xs:element name=\"Result\">", StringComparison.Ordinal);
        var behind = schema.IndexOf("</xs:element>", at, StringComparison.Ordinal) + "</xs:element>".Length;
        File.WriteAllText(file, schema[..at] + begin + schema[at..behind] + end + schema[behind..]);

        Assert.Equal(
            isTold,
            Check(contract).Any(problem => problem.Message.Contains("Result stand there more than once", StringComparison.Ordinal)));
    }

    [Fact]
    public void Check_OtherVersionOfSoap_IsTold()
    {
        using var directory = new WorkDirectory();
        var contract = Folders.Copy("tests/Contracts/second", directory["contract"]);
        Folders.Replace(contract, Json, "\"soap\": \"1.2\"", "\"soap\": \"1.1\"");

        Assert.Contains(
            Check(contract),
            problem => problem.Message.StartsWith("The WSDL binds SOAP 1.2, and `soap` says 1.1", StringComparison.Ordinal));
    }

    [Fact]
    public void Check_RequestNeverSaysOurNumber_IsTold()
    {
        using var directory = new WorkDirectory();
        var contract = Folders.Copy("tests/Contracts/reference", directory["contract"]);
        Folders.Replace(contract, "templates/RequestHistoricalUsage.request.xml", "{requestId}", "fixed");
        Folders.Replace(contract, "templates/RequestHistoricalUsage.request.xml", "{messageId}", "fixed");

        Assert.Contains(
            Check(contract), problem => problem.Message.Contains("the template of the request never says it", StringComparison.Ordinal));
    }

    private static IReadOnlyList<ContractProblem> Check(string folder)
    {
        var contract = MappedContract.TryLoad(folder, out var problems);
        Assert.True(contract is not null, string.Join('\n', problems));
        return [
            .. problems,
            .. ContractReport.Of(contract).Problems.OrderByDescending(problem => problem.File == "templates/Process.request.xml"),
        ];
    }
}
