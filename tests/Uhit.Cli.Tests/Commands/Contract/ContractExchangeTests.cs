using System.Globalization;
using System.Text;
using Uhit.Client.Tests;

namespace Uhit.Cli.Tests.Commands.Contract;

/// <summary>Contracts of other makes as folders: the whole exchange by the tool alone, without a line of C#.</summary>
public sealed class ContractExchangeTests
{
    private const string CnpName = "CN=cnp.throwaway.example,O=Throwaway CNP,C=US";

    private static readonly Dictionary<string, string?> Secrets =
        new() { ["UHIT_SECRET_PORTAL_PASSWORD"] = "opensesame", ["UHIT_SECRET_BUS_PASSWORD"] = "opensesame" };

    public static TheoryData<string> Contracts =>
    [
        "tests/Contracts/reference",
        "tests/Contracts/ews",
        "tests/Contracts/enterprise",
        "tests/Contracts/second",
        "docs/samples/contracts/meter-data-exchange",
    ];

    [Theory]
    [MemberData(nameof(Contracts))]
    public async Task Request_ContractOfAFolder_EverythingArrivesAndSumsAreTheSimulators(string folder)
    {
        var contract = Path.Combine(Repository.Root, folder);
        using var directory = new WorkDirectory();
        var input = directory.Write("inquiry.csv", Csv(3));
        await using var receiver = UhitTool.Start(
            Secrets,
            "listen", "--contract", contract, "--listen", "https://localhost:0", "--certificate", directory["third-party.pem"], "--trust",
            directory["ca.pem"], "--allow", CnpName, "--authentication-id", "123456789", "--store", directory["uhit.db"], "--json");
        await using var simulator = UhitTool.Start(
            Secrets,
            "simulate", "--contract", contract, "--listen", "https://localhost:0", "--certificate", directory["cnp.pem"], "--trust",
            directory["ca.pem"], "--callback", await receiver.UrlAsync(), "--json");
        var endpoint = await simulator.UrlAsync();

        await using var request = UhitTool.Start(
            Secrets,
            "request", "--contract", contract, "--endpoint", endpoint, "--certificate", directory["third-party.pem"], "--trust",
            directory["ca.pem"],
            "--authentication-id", "123456789", "--store", directory["uhit.db"], "--input", input, "--wait", "--timeout", "100s", "--json");
        var run = await request.EndAsync();

        Assert.True(
            run.ExitCode == 0,
            $"{run}\nsimulator:\n{simulator.Output}\n{simulator.Errors}\nreceiver:\n{receiver.Output}\n{receiver.Errors}");
        await simulator.JsonAsync("total");
        var arrived = run.JsonOf("usage");
        var sent = simulator.Json.Where(line => line.GetProperty("type").GetString() == "usage")
            .ToDictionary(line => line.GetProperty("esiId").GetString()!);
        Assert.Equal(3, arrived.Count);
        foreach (var line in arrived)
        {
            Assert.Equal("Delivered", line.GetProperty("state").GetString());
            Assert.True(line.GetProperty("readings").GetInt32() > 34_000, line.GetRawText());
            foreach (var name in new[] { "readings", "kwh", "receivedKwh", "billingPeriods", "billingKwh" })
            {
                Assert.Equal(
                    sent[line.GetProperty("esiId").GetString()!].GetProperty(name).GetRawText(), line.GetProperty(name).GetRawText());
            }
        }
    }

    [Theory]
    [InlineData("tests/Contracts/reference", 1)]
    [InlineData("tests/Contracts/ews", 1)]
    [InlineData("tests/Contracts/enterprise", 1)]
    [InlineData("tests/Contracts/second", 1)]
    [InlineData("docs/samples/contracts/meter-data-exchange", 1)]
    public async Task Demo_ContractOfAFolder_EndsWithTheSimulatorsSums(string folder, int requests)
    {
        await using var demo = UhitTool.Start(
            Secrets, "demo", "--contract", Path.Combine(Repository.Root, folder), "--timeout", "100s", "--json");
        var run = await demo.EndAsync();

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(requests, run.JsonOf("submitted").Count);
        Assert.Equal(3, run.JsonOf("usage").Count);
        Assert.All(run.JsonOf("usage"), line => Assert.True(line.GetProperty("readings").GetInt32() > 34_000, line.GetRawText()));
        Assert.True(Assert.Single(run.JsonOf("comparison")).GetProperty("same").GetBoolean());
    }

    // The schema wants a reason in each verdict, the contract maps one, and what is validated has none.
    [Fact]
    public async Task Demo_SimulatorCantWriteACallback_EndsAtOnceAndSaysWhy()
    {
        using var directory = new WorkDirectory();
        var contract = Copy("docs/samples/contracts/meter-data-exchange", directory);
        Replace(contract, "\"A\": \"Validated\"", "\"A\": \"Failed\", \"*\": \"Failed\"");
        await using var demo = UhitTool.Start(Secrets, "demo", "--contract", contract, "--esi-ids", "1");
        var run = await demo.EndAsync();

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains(
            "CNP's side, simulated, stopped: broken off by WireFormatException: bad-value at ", run.Errors, StringComparison.Ordinal);
        Assert.Contains("AuthorizationResult", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_InquiryIsSplit_ShowsOneTableOfAllLines()
    {
        using var directory = new WorkDirectory();
        var contract = Copy("docs/samples/contracts/meter-data-exchange", directory);
        Replace(contract, "\"messages\": {", "\"inquiry\": { \"maxLines\": 1 }, \"messages\": {");
        await using var demo = UhitTool.Start(Secrets, "demo", "--contract", contract, "--esi-ids", "2");
        var run = await demo.EndAsync();

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("it is 2 requests", run.Output, StringComparison.Ordinal);
        Assert.Contains("2 of 2 ESI IDs delivered", run.Output, StringComparison.Ordinal);
        Assert.Single(run.Output.Split("Average day, 0-24 h").Skip(1));
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public async Task Check_ContractsThatAreUsed_FindsNothing(string folder)
    {
        var run = await UhitTool.RunAsync("contract", "check", Path.Combine(Repository.Root, folder), "--json");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Empty(run.JsonOf("problem"));
        Assert.NotEmpty(run.JsonOf("operation"));
    }

    [Fact]
    public async Task Check_PathIsMistyped_NamesTheNearest()
    {
        using var directory = new WorkDirectory();
        var contract = Copy("docs/samples/contracts/meter-data-exchange", directory);
        Replace(contract, "c1:Header/c1:CorrelationID", "c1:Header/c1:CorelationID");

        var run = await UhitTool.RunAsync("contract", "check", contract);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains(
            "the schema has no element CorelationID there. Did you mean \"CorrelationID\"?", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_PathWithoutAWayBack_IsToldAtStartAndByCheck()
    {
        using var directory = new WorkDirectory();
        var contract = Copy("docs/samples/contracts/meter-data-exchange", directory);
        Replace(contract, "c1:Header/c1:CorrelationID", "c1:Header");

        var check = await UhitTool.RunAsync("contract", "check", contract);
        await using var simulate = UhitTool.Start(
            Secrets,
            "simulate", "--contract", contract, "--listen", "https://localhost:0", "--certificate", directory["cnp.pem"], "--trust",
            directory["ca.pem"], "--callback", "https://localhost:1/uhit/callback");
        var run = await simulate.EndAsync();

        Assert.True(check.ExitCode == 0, check.ToString());
        Assert.Contains("warning: ", check.Output, StringComparison.Ordinal);
        Assert.Contains("The simulator can't write this", check.Output, StringComparison.Ordinal);
        Assert.True(run.ExitCode != 0, run.ToString());
        Assert.Contains("can't be played by the simulator", run.Errors, StringComparison.Ordinal);
        Assert.Contains("contract.json(", run.Errors, StringComparison.Ordinal);
    }

    // Scripts tell failures apart by this name.
    [Fact]
    public async Task Listen_FolderCannotBeUsed_ErrorObjectNamesItsKind()
    {
        using var directory = new WorkDirectory();
        var contract = Copy("tests/Contracts/reference", directory);
        Replace(contract, "\"messages\":", "\"massages\":");
        var run = await UhitTool.RunAsync(
            "listen", "--contract", contract, "--listen", "https://localhost:0", "--certificate", directory["third-party.pem"],
            "--trust", directory["ca.pem"], "--allow", CnpName, "--authentication-id", "123456789", "--store", directory["uhit.db"],
            "--json");

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Equal("ContractException", Assert.Single(run.JsonOf("error")).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Listen_SecretIsNotSet_SaysWhichVariable()
    {
        using var directory = new WorkDirectory();
        var run = await UhitTool.RunAsync(
            "listen", "--contract", Path.Combine(Repository.Root, "tests/Contracts/enterprise"), "--listen", "https://localhost:0",
            "--certificate", directory["third-party.pem"],
            "--trust", directory["ca.pem"], "--allow", CnpName, "--authentication-id", "123456789", "--store", directory["uhit.db"]);

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("UHIT_SECRET_PORTAL_PASSWORD", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_CapturedMessages_SaysWhatIsReadAndWhatIsNot()
    {
        using var directory = new WorkDirectory();
        var contract = Path.Combine(Repository.Root, "docs/samples/contracts/meter-data-exchange");
        var good = directory.Write(
            "good.xml", Verdict("<u:Outcome>D</u:Outcome><u:Reason code=\"31\">Example Bakery is not the customer</u:Reason><u:Extra/>"));
        var bad = directory.Write("bad.xml", Verdict(string.Empty));

        var run = await UhitTool.RunAsync("contract", "try", contract, good, bad);

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("good.xml: validation", run.Output, StringComparison.Ordinal);
        Assert.Contains("…0001: Failed", run.Output, StringComparison.Ordinal);
        Assert.Contains("Event/Payload/AuthorizationResult/Extra", run.Output, StringComparison.Ordinal);
        Assert.Contains("refused: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("AuthorizationResult", run.Output, StringComparison.Ordinal);

        // Neither the ESI ID nor CNP's words, unless they are asked for.
        Assert.DoesNotContain("1008901000000000000001", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Example Bakery", run.Output, StringComparison.Ordinal);
        var shown = await UhitTool.RunAsync("contract", "try", contract, good, "--show-values");
        Assert.Contains("1008901000000000000001: Failed", shown.Output, StringComparison.Ordinal);
        Assert.Contains("Example Bakery is not the customer", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_AnswerOfOurs_SaysWhoseItIs()
    {
        using var directory = new WorkDirectory();
        var answer = directory.Write("answer.xml", """
            <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><r:Receipt xmlns:r="http://second.example/uhi/2024" reference="R-1" result="OK"/></s:Body></s:Envelope>
            """);

        var run = await UhitTool.RunAsync("contract", "try", Path.Combine(Repository.Root, "tests/Contracts/second"), answer);

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("It is our answer to a callback, which is sent by us.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_Write_ShowsTheEnvelopeWithoutSecrets()
    {
        var run = await UhitTool.RunAsync(
            "contract", "try", Path.Combine(Repository.Root, "docs/samples/contracts/meter-data-exchange"), "--write");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("xmlns:c1=\"urn:example:bus:message:v2\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("<mdx:PremiseNumber>1008901000000000000001</mdx:PremiseNumber>", run.Output, StringComparison.Ordinal);
        Assert.Contains("<wsse:Username>123456789</wsse:Username>", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_WriteWhatTheSchemaHasNoRoomFor_SaysFieldAndRemedyForAllLines()
    {
        using var directory = new WorkDirectory();
        var contract = Copy("docs/samples/contracts/meter-data-exchange", directory);
        Folders.Replace(
            contract,
            "schema/xsd1.xsd",
            "<xs:element name=\"CustomerName\" type=\"xs:string\" />",
            "<xs:element name=\"CustomerName\"><xs:simpleType><xs:restriction base=\"xs:string\"><xs:maxLength value=\"17\"/>"
                + "</xs:restriction></xs:simpleType></xs:element>");

        var run = await UhitTool.RunAsync("contract", "try", contract, "--write", "--json");

        Assert.True(run.ExitCode == 1, run.ToString());
        var errors = Assert.Single(run.JsonOf("invalid")).GetProperty("errors").EnumerateArray().ToList();
        Assert.Equal(
            ["Lines[0].Authorization.CustomerName", "Lines[1].Authorization.CustomerName"],
            errors.Select(error => error.GetProperty("field").GetString()));
        Assert.All(
            errors, error => Assert.Contains("at most 17 characters", error.GetProperty("message").GetString(), StringComparison.Ordinal));
        Assert.DoesNotContain("Example Customer", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_WriteWhatTheSchemaDoesNotTake_ShowsItAndSaysWhere()
    {
        using var directory = new WorkDirectory();
        var contract = Copy("docs/samples/contracts/meter-data-exchange", directory);
        Folders.Replace(contract, "templates/Process.request.xml", ">get<", ">fetch<");

        var run = await UhitTool.RunAsync("contract", "try", contract, "--write");

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains(">fetch<", run.Output, StringComparison.Ordinal);
        Assert.Contains("templates/Process.request.xml(9,6): error: Request/Header/Verb", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_HeaderBlockDemandsToBeUnderstood_IsRefusedAsByTheReceiver()
    {
        using var directory = new WorkDirectory();
        var contract = Path.Combine(Repository.Root, "docs/samples/contracts/meter-data-exchange");
        var message = Verdict("<u:Outcome>A</u:Outcome>").Replace(
            "<s:Body>", "<s:Header><r:Route xmlns:r=\"urn:example:r\" s:mustUnderstand=\"1\"/></s:Header><s:Body>",
            StringComparison.Ordinal);

        var run = await UhitTool.RunAsync("contract", "try", contract, directory.Write("m.xml", message));

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("refused: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("Route", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Sample_JsonSchema_IsTheOneThatIsShipped() => Assert.Equal(
        Encoding.UTF8.GetString(Client.Wire.MappedContract.GetJsonSchema()),
        File.ReadAllText(Path.Combine(Repository.Root, "docs/samples/contracts/meter-data-exchange/contract.schema.json")));

    private static string Verdict(string content) => $"""
        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
          <m:Event xmlns:m="urn:example:bus:message:v2" xmlns:u="urn:example:bus:usage:v2">
            <m:Header><m:Verb>created</m:Verb><m:Noun>AuthorizationResult</m:Noun><m:Revision>2.0</m:Revision><m:Source>utility</m:Source>
              <m:Timestamp>2026-01-05T08:30:00-06:00</m:Timestamp><m:MessageID>M-1</m:MessageID><m:CorrelationID>C-1</m:CorrelationID></m:Header>
            <m:Payload><u:AuthorizationResult><u:PremiseNumber>1008901000000000000001</u:PremiseNumber>{content}</u:AuthorizationResult></m:Payload>
          </m:Event>
        </s:Body></s:Envelope>
        """;

    private static string Copy(string folder, WorkDirectory directory) => Folders.Copy(folder, directory["contract"]);

    private static void Replace(string contract, string old, string by) => Folders.Replace(contract, "contract.json", old, by);

    private static string Csv(int esiIds)
    {
        var csv = new StringBuilder(
            "EsiId,AddressLine1,City,State,PostalCode,RequestedUsage,StartDate,EndDate,CustomerName,AuthorizedBy,Telephone,Email,"
                + "AuthorizedOn,AuthorizationObtained\n");
        for (var i = 1; i <= esiIds; i++)
        {
            csv.Append(
                CultureInfo.InvariantCulture,
                $"1008901{i:D15},{i} Example Street,Houston,TX,77002,BillingAndInterval,2025-01-01,2025-12-31,Example Customer {i},Pat "
                    + $"Example,713-555-0100,pat@customer.example,2026-01-05,true\n");
        }

        return csv.ToString();
    }
}
