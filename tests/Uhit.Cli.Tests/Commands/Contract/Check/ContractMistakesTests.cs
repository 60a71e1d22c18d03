using System.Text;
using Uhit.Cli.Commands.Contract.Check;
using Uhit.Client.Wire;

namespace Uhit.Cli.Tests.Commands.Contract.Check;

/// <summary>What people do wrong in a contract folder: each is told with file, line and what to do.</summary>
public sealed class ContractMistakesTests
{
    private const string Json = "contract.json";
    private const string Request = "templates/Process.request.xml";

    public static TheoryData<string, string, string, string, string> Mistakes => new()
    {
        { Json, "\"correlation\":", "\"corelation\":", $"{Json}(22,", "\"corelation\" is not known here. Did you mean \"correlation\"?" },
        { Json, "\"root\": \"c1:Response\"", "\"root\": \"c2:Response\"", $"{Json}(29,",
            "The prefix \"c2\" is not in `namespaces`. Did you mean \"c1\"?" },
        { Json, "    \"mdx\": \"urn:example:bus:usage:v2\"\n", "    \"other\": \"urn:x\"\n", $"{Json}(44,",
            "The prefix \"mdx\" is not in `namespaces`." },
        { Json, "\"esiId\": \"mdx:PremiseNumber\",\n        \"status\"", "\"esiId\": \"PremiseNumber\",\n        \"status\"", $"{Json}(45,",
            "the schema has PremiseNumber in another namespace there: write mdx:PremiseNumber." },
        { Json, "urn:example:bus:usage:v2", "urn:example:bus:usage:v1", $"{Json}(43,",
            "the schema has AuthorizationResult in the namespace \"urn:example:bus:usage:v2\" there: give that a prefix in `namespaces`, "
                + "or put it right." },
        { Json, "\"each\": \"c1:Payload/mdx:AuthorizationResult\"", "\"each\": \"mdx:AuthorizationResult\"", $"{Json}(43,",
            "the schema has no element AuthorizationResult there. Known are: Header, Payload." },
        { Json, "\"codes\": \"outcome\"", "\"codes\": \"outcom\"", $"{Json}(46,",
            "There is no table \"outcom\" in `codes`. Did you mean \"outcome\"?" },
        { Json, "\"America/Chicago\"", "\"Central\"", $"{Json}(9,", "Write a name such as America/Chicago, or an offset such as -06:00." },
        { Json, "\"soap\": \"1.1\",", "\"soap\": \"1.1\"", $"{Json}(5,", "Expected either ','" },
        { Json, "\"soap\": \"1.1\"", "\"soap\": 1.1", $"{Json}(4,", "a text is expected" },
        { Json, "\"soap\": \"1.1\"", "\"soap\": \"1.3\"", $"{Json}(4,", "Did you mean \"1.1\"?" },
        { Json, "\"soap\": \"1.1\",", "\"soap\": \"1.1\", \"soap\": \"1.2\",", $"{Json}(4,", "\"soap\" stands here twice. Leave one." },
        { Json, "\"mdx:PremiseNumber\",\n        \"status\"", "\"//mdx:PremiseNumber\",\n        \"status\"", $"{Json}(45,",
            "A path is only child steps" },
        { Json, "templates/Process.request.xml", "templates/Process.xml", $"{Json}(27,",
            "There is no file templates/Process.xml in the folder." },
        { Json, "\"secrets\": [\"bus-password\"],", "", "templates/security.xml(4,", "'bus-password' is no secret of this contract." },
        { Json, "\"mdx-2026\"", "\"mdx 2026\"", $"{Json}(3,", "An id is 1 to 64 letters" },
        { Json, "\"when\": { \"path\": \"c1:Header/c1:Noun\", \"is\": \"UsageHistory\" },", "", $"{Json}(51,",
            "each of them needs a `when`" },
        { Json, "        \"esiId\": \"mdx:PremiseNumber\",\n        \"status\"", "        \"status\"", $"{Json}(43,",
            "\"esiId\" is not mapped" },
        { Json, "\"code\": \"@code\"", "\"code\": \"code\"", $"{Json}(33,",
            "the schema has no element code there. Did you mean \"@code\"?" },
        { Json, "{ \"path\": \"c1:Reply/c1:Result\", \"codes\": \"result\" }", "{ \"codes\": \"result\" }", $"{Json}(32,",
            "Where does the value come from?" },
        { Json, "\"date\": \"mdx:Day/@date\"", "\"date\": { \"path\": \"mdx:Day/@date\", \"format\": \"YYYYMMDD\" }", $"{Json}(78,",
            "\"YYYY\" is not known in a format." },
        { Request, "{authenticationId}", "{sample:text}", $"{Request}(15,",
            "write a placeholder such as {esiId}, or a constant, in its place" },
        { Request, "{esiId}", "{esiID}", $"{Request}(30,", "Did you mean \"esiId\"?" },
        { Request, "{esiId}", "{esiId", $"{Request}(30,", "A '{' that no '}' closes." },
        { Request, "uhit:each=\"line\"", "uhit:each=\"lines\"", $"{Request}(28,", "Did you mean \"line\"?" },
        { Request, "</c1:Payload>", "</c1:Paylod>", $"{Request}(58,", "does not match the end tag" },
        { Request, " xmlns:uhit=\"urn:uhit:template\"", "", $"{Request}(5,",
            "write xmlns:uhit=\"urn:uhit:template\" in the first element" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Check_Mistake_NamesFileLineAndRemedy(string file, string right, string wrong, string place, string words)
    {
        using var directory = new WorkDirectory();
        var contract = Folders.Copy("docs/samples/contracts/meter-data-exchange", directory["contract"]);
        Folders.Replace(contract, file, right, wrong);

        var found = Problems(contract);

        Assert.True(
            found.Any(problem => problem.StartsWith(place, StringComparison.Ordinal) && problem.Contains(words, StringComparison.Ordinal)),
            string.Join('\n', found));
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", false)]
    public void Check_FileWithAByteOrderMark_IsReadOrSaysHowToSaveIt(string encoding, bool isRead)
    {
        using var directory = new WorkDirectory();
        var contract = Folders.Copy("docs/samples/contracts/meter-data-exchange", directory["contract"]);
        var path = Path.Combine(contract, Json);
        File.WriteAllText(path, File.ReadAllText(path), Encoding.GetEncoding(encoding));

        Assert.Equal(isRead ? [] : ["contract.json(1,1): error: The file is UTF-16: save it as UTF-8."], Problems(contract));
    }

    [Fact]
    public void Check_CommentsAndTrailingCommas_AreNoMistakes()
    {
        using var directory = new WorkDirectory();
        var contract = Folders.Copy("docs/samples/contracts/meter-data-exchange", directory["contract"]);
        Folders.Replace(contract, Json, "\"soap\": \"1.1\",", "\"soap\": \"1.1\", // of the bus\n /* both */");
        Folders.Replace(contract, Json, "[\"transactionId\"]", "[\"transactionId\",]");

        Assert.Empty(Problems(contract));
    }

    private static List<string> Problems(string folder) =>
        [.. (MappedContract.TryLoad(folder, out var problems) is { } contract
            ? [.. problems, .. ContractReport.Of(contract).Problems]
            : problems).Select(problem => problem.ToString())];
}
