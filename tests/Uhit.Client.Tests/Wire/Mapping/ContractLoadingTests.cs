using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>What is wrong in a folder is told at once, each thing with its line and place.</summary>
public class ContractLoadingTests
{
    private const string Minimal = """
        {
          "id": "t-1",
          "namespaces": { "t": "urn:t" },
          "codes": { "q": { "A": "Actual" } },
          "messages": {
            "delivery": {
              "root": "t:Data",
              "usage": {
                "each": "t:Account", "esiId": "@id",
                "series": {
                  "intervalMinutes": { "const": 15 },
                  "readings": { "each": "t:R", "end": "@t", "quantity": ".", "readType": { "path": "@q", "codes": "q" } }
                }
              }
            }
          }
        }
        """;

    [Fact]
    public void Load_OfTheMinimum_Works()
    {
        var contract = ContractFolder.Load(Minimal);
        Assert.Equal("t-1", contract.Id);
        Assert.Equal("t-1", contract.WireFormat.Id);
        Assert.Contains("nothing can be asked for", Assert.Single(contract.Warnings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfTheSecondContract_Works() =>
        Assert.DoesNotContain(Load(Path.Combine("tests", "Contracts", "second")), problem => !problem.IsWarning);

    [Fact]
    public void Load_CommentsAndTrailingCommas_AreTaken() =>
        Assert.NotNull(ContractFolder.TryLoad(
            Minimal.Replace("\"id\": \"t-1\",", "// a comment\n\"id\": \"t-1\", /* another */", StringComparison.Ordinal)
                .Replace("\"const\": 15 }", "\"const\": 15, }", StringComparison.Ordinal), out _));

    [Theory]
    [InlineData("\"esiId\": \"@id\"", "\"esiid\": \"@id\"", "$.messages.delivery.usage.esiid", "Did you mean \"esiId\"?")]
    [InlineData("\"esiId\": \"@id\"", "\"lineNumber\": \"@id\"", "$.messages.delivery.usage", "\"esiId\" is not mapped")]
    [InlineData("\"codes\": \"q\"", "\"codes\": \"Q2\"", "$.messages.delivery.usage.series.readings.readType.codes", "Did you mean \"q\"?")]
    [InlineData("\"root\": \"t:Data\"", "\"root\": \"x:Data\"", "$.messages.delivery.root", "The prefix \"x\" is not in `namespaces`")]
    [InlineData("\"root\": \"t:Data\"", "\"root\": \"t:Data/t:More\"", "$.messages.delivery.root", "`root` is one element")]
    [InlineData("\"each\": \"t:R\"", "\"each\": \"//t:R\"", "$.messages.delivery.usage.series.readings.each", "no //")]
    [InlineData("\"each\": \"t:R\"", "\"each\": \"../t:R\"", "$.messages.delivery.usage.series.readings.each", "no ..")]
    [InlineData("\"each\": \"t:R\"", "\"each\": \"@r\"", "$.messages.delivery.usage.series.readings.each", "no attribute")]
    [InlineData("\"each\": \"t:R\"", "\"each\": 5", "$.messages.delivery.usage.series.readings.each", "A number can't stand here")]
    [InlineData("\"end\": \"@t\", ", "", "$.messages.delivery.usage.series.readings", "Nothing says when a reading is")]
    [InlineData("\"intervalMinutes\": { \"const\": 15 },", "", "$.messages.delivery.usage.series", "\"intervalMinutes\" is not mapped")]
    [InlineData("\"end\": \"@t\"", "\"end\": { \"time\": \"@t\" }", "$.messages.delivery.usage.series.readings.end", "which day?")]
    [InlineData(
        "\"end\": \"@t\"",
        "\"end\": { \"path\": \"@t\", \"format\": \"MM/dd/yyyy QQ\" }",
        "$.messages.delivery.usage.series.readings.end.format",
        "\"QQ\" is not known")]
    [InlineData(
        "\"end\": \"@t\"",
        "\"end\": { \"path\": \"@t\", \"zone\": \"America/Chikago\" }",
        "$.messages.delivery.usage.series.readings.end.zone",
        "is not known")]
    [InlineData(
        "\"end\": \"@t\"", "\"end\": { \"path\": \"@t\", \"const\": \"x\" }", "$.messages.delivery.usage.series.readings.end",
        "comes from one place")]
    [InlineData(
        "\"quantity\": \".\"", "\"quantity\": { \"scale\": 0.001 }", "$.messages.delivery.usage.series.readings.quantity",
        "Where does the value come from?")]
    [InlineData(
        "\"quantity\": \".\"",
        "\"quantity\": { \"path\": \".\", \"scale\": 0 }",
        "$.messages.delivery.usage.series.readings.quantity.scale",
        "other than 0")]
    [InlineData(
        "\"quantity\": \".\"",
        "\"quantity\": { \"path\": \".\", \"inclusive\": true }",
        "$.messages.delivery.usage.series.readings.quantity",
        "only for the end of a period")]
    [InlineData("\"id\": \"t-1\"", "\"id\": \"t 1\"", "$.id", "1 to 64")]
    [InlineData("\"id\": \"t-1\",", "", "$", "\"id\" is missing")]
    [InlineData("\"id\": \"t-1\",", "\"id\": \"t-1\", \"id\": \"t-2\",", "$.id", "stands here twice")]
    [InlineData("\"id\": \"t-1\",", "\"id\": \"t-1\", \"soap\": \"1.3\",", "$.soap", "\"1.3\" is not known here")]
    [InlineData("\"id\": \"t-1\",", "\"id\": \"t-1\", \"wsdl\": { \"inquiry\": \"no.wsdl\" },", "$.wsdl.inquiry", "There is no file")]
    [InlineData("\"id\": \"t-1\",", "\"id\": \"t-1\", \"wsdl\": { \"inquiry\": \"../out.wsdl\" },", "$.wsdl.inquiry", "inside its folder")]
    [InlineData("\"root\": \"t:Data\",", "\"root\": \"t:Data\", \"partNumber\": \"@n\",", "$.messages.delivery", "go together")]
    [InlineData(
        "\"root\": \"t:Data\",", "\"root\": \"t:Data\", \"when\": { \"path\": \"@k\" },", "$.messages.delivery.when", "what must hold")]
    public void Load_OfWhatIsWrong_TellsTheLineAndThePlace(string right, string wrong, string path, string message)
    {
        var json = Minimal.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Minimal, json);
        Assert.Null(ContractFolder.TryLoad(json, out var problems));
        var errors = problems.Where(problem => !problem.IsWarning).ToList();
        var found = Assert.Single(errors, error => error.JsonPath == path && error.Message.Contains(message, StringComparison.Ordinal));
        Assert.Equal(MappedContract.FileName, found.File);
        Assert.InRange(found.Line, 1, json.Count(c => c == '\n') + 1);
        Assert.InRange(errors.Count, 1, 2);
    }

    [Fact]
    public void Load_OfManyErrors_TellsAllWithTheirLines()
    {
        var json = Minimal.Replace("\"id\": \"t-1\"", "\"id\": \"t 1\"", StringComparison.Ordinal).Replace(
            "\"end\":", "\"ende\":", StringComparison.Ordinal);
        var exception = Assert.Throws<ContractException>(() => ContractFolder.Load(json));
        Assert.Equal([2, 12, 12], exception.Problems.Where(problem => !problem.IsWarning).Select(problem => problem.Line));
        Assert.Contains("contract.json(2,9): error: $.id:", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TwoMessagesOfOneRoot_NeedConditions()
    {
        const string Validation = """
            "messages": {
                "validation": { "root": "t:Data", "lines": { "each": "t:Line", "esiId": "@id", "status": "@s" } },
            """;
        Assert.Null(ContractFolder.TryLoad(Minimal.Replace("\"messages\": {", Validation, StringComparison.Ordinal), out var problems));
        Assert.Contains(
            "2 messages have this root", Assert.Single(problems, problem => !problem.IsWarning).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfATemplateThatTwoMessagesShare_TellsItsProblemOnce()
    {
        using var folder = new ContractFolder();
        folder.Write("templates/ok.xml", "<t:Ok xmlns:t=\"urn:t\">\n<t:Open></t:Ok>");
        folder.Write(MappedContract.FileName, Minimal
            .Replace(
                "\"root\": \"t:Data\",",
                "\"root\": \"t:Data\", \"answer\": { \"template\": \"templates/ok.xml\" },",
                StringComparison.Ordinal)
            .Replace("\"messages\": {", """
                "messages": {
                  "acknowledgement": { "root": "t:Ack", "status": { "const": "Accepted" }, "answer": { "template": "templates/ok.xml" } },
                """, StringComparison.Ordinal));
        Assert.Null(MappedContract.TryLoad(folder.Path, out var problems));
        Assert.Equal(
            ("templates/ok.xml", 2),
            Assert.Single(problems, problem => !problem.IsWarning) is var problem ? (problem.File, problem.Line) : default);
    }

    [Fact]
    public void Load_OfWhatIsNoJson_TellsTheLine()
    {
        Assert.Null(ContractFolder.TryLoad("{\n \"id\": }", out var problems));
        Assert.Equal(2, Assert.Single(problems).Line);
    }

    [Fact]
    public void Load_OfNoFolder_SaysSo()
    {
        var exception =
            Assert.Throws<ContractException>(() => MappedContract.Load(Path.Combine(Path.GetTempPath(), "uhit-no-such-folder")));
        Assert.Contains("There is no contract.json", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_GuessesAreNotUsed() =>
        Assert.NotNull(ContractFolder.TryLoad(Minimal.Replace(
            "\"messages\":", "\"guesses\": { \"whatever\": [1, { \"score\": 0.4 }] }, \"messages\":", StringComparison.Ordinal), out _));

    private static IReadOnlyList<ContractProblem> Load(string folder)
    {
        MappedContract.TryLoad(Path.Combine(Repository.Root, folder), out var problems);
        return problems;
    }
}
