using System.Text.Json.Nodes;
using Uhit.Client.Tests;
using Uhit.Contracts.Contract;
using Uhit.Contracts.Messages;
using Uhit.Contracts.Proposals;

namespace Uhit.Contracts.Tests.Proposals;

public sealed class ContractProposalsTests
{
    private const string Reference = "src/Uhit.Client/Wire/Contract";
    private const string Second = "tests/Contracts/second/schema";

    [Theory]
    [InlineData(Reference, "request", "RequestHistoricalUsage")]
    [InlineData(Reference, "validation", "NotifyValidation")]
    [InlineData(Reference, "delivery", "DeliverHistoricalUsage")]
    [InlineData(Reference, "acknowledgement", "NotifyAcknowledgement")]
    [InlineData(Second, "request", "UsageRequest")]
    [InlineData(Second, "validation", "CheckResult")]
    [InlineData(Second, "delivery", "UsageData")]
    [InlineData(Second, "acknowledgement", "CaseOpened")]
    public void Of_KnownContract_FindsTheRoleOfEachMessage(string folder, string role, string operation) =>
        Assert.Equal(operation, Assert.Single(Guesses(folder), g => g.Role == role).Operation.Name);

    [Theory]
    [InlineData(Reference, "delivery", "usage.each", "c:UsageHistory")]
    [InlineData(Reference, "delivery", "usage.esiId", "c:EsiId")]
    [InlineData(Reference, "delivery", "usage.series.readings.end", "c:EndTime")]
    [InlineData(Reference, "delivery", "usage.series.readings.quantity", "c:Quantity")]
    [InlineData(Reference, "delivery", "usage.bills.startDate", "c:StartDate")]
    [InlineData(Reference, "delivery", "requestId", "c:Header/c:RequestId")]
    [InlineData(Reference, "validation", "lines.status", "c:Status")]
    [InlineData(Reference, "request", "answer.status", "c:Acknowledgement/c:Status")]
    [InlineData(Second, "delivery", "usage.each", "c:Account")]
    [InlineData(Second, "delivery", "usage.esiId", "@esiid")]
    [InlineData(Second, "delivery", "usage.bills.endDate", "@to")]
    [InlineData(Second, "delivery", "usage.series.each", "c:Channel")]
    [InlineData(Second, "delivery", "usage.series.readings.each", "c:R")]
    [InlineData(Second, "delivery", "usage.series.readings.end", "@t")]
    [InlineData(Second, "delivery", "usage.series.readings.quantity", "@v")]
    [InlineData(Second, "validation", "lines.reasons.description", ".")]
    [InlineData(Second, "acknowledgement", "transactionId", "@case")]
    public void Of_KnownContract_FindsWhatStandsForTheField(string folder, string role, string field, string path)
    {
        JsonNode? at = Assert.Single(Guesses(folder), g => g.Role == role).Mapping;
        foreach (var step in field.Split('.'))
        {
            at = at![step];
        }

        Assert.Equal(path, at!.GetValue<string>());
    }

    [Theory]
    [InlineData(
        "<xs:element name=\"Requestor\"><xs:complexType><xs:sequence><xs:element name=\"Name\" type=\"xs:string\"/></xs:sequence>"
            + "</xs:complexType></xs:element>", false)]
    [InlineData(
        "<xs:element name=\"Customer\"><xs:complexType><xs:sequence><xs:element name=\"Name\" type=\"xs:string\"/></xs:sequence>"
            + "</xs:complexType></xs:element>", true)]
    [InlineData("<xs:element name=\"NotificationEMail\" type=\"xs:string\"/>", false)]
    [InlineData("<xs:element name=\"Email\" type=\"xs:string\"/>", true)]
    public void Of_Request_WhatIsOfUsIsNotGuessedToBeTheCustomers(string element, bool isTheirs)
    {
        using var contract = new ContractFolder()
            .Change("small.xsd", "<xs:element name=\"Id\" type=\"Id\"/>", $"<xs:element name=\"EsiId\" type=\"Id\"/>{element}")
            .Change("small.xsd", "<xs:element name=\"Row\" type=\"Row\" minOccurs=\"0\" maxOccurs=\"unbounded\"/>", "");
        var model = contract.Read().Model;
        var request = Assert.Single(ContractProposals.Of(model, new NamespacePrefixes(model.Schemas)), g => g.Role == "request");
        Assert.Equal(isTheirs, request.Fields.Any(f => f.Field.StartsWith("template.authorization", StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_Request_OneNameInTwoPlaces_IsJudgedWithWhatStandsAroundItAndUsedOnce()
    {
        using var contract = new ContractFolder()
            .Change("small.xsd", "<xs:element name=\"Row\" type=\"Row\" minOccurs=\"0\" maxOccurs=\"unbounded\"/>", "")
            .Change("small.xsd", "<xs:element name=\"Id\" type=\"Id\"/>", """
                <xs:element name="EsiId" type="Id"/><xs:element name="ValidUntil" type="xs:date"/>
                <xs:element name="Requestor"><xs:complexType><xs:sequence><xs:element name="Name" type="xs:string"/></xs:sequence></xs:complexType></xs:element>
                <xs:element name="Customer"><xs:complexType><xs:sequence><xs:element name="Name" type="xs:string"/></xs:sequence></xs:complexType></xs:element>
                """);
        var model = contract.Read().Model;
        var request = Assert.Single(ContractProposals.Of(model, new NamespacePrefixes(model.Schemas)), g => g.Role == "request");
        Assert.Equal("c:Customer/c:Name", Assert.Single(request.Fields, f => f.Field == "template.authorization.customerName").Path);
        Assert.Equal(request.Fields.Count, request.Fields.Select(f => f.Path).Distinct().Count());
    }

    [Theory]
    [InlineData(Reference)]
    [InlineData(Second)]
    public void Of_KnownContract_EveryGuessHasItsScoreAndReason(string folder)
    {
        var guesses = Guesses(folder);
        Assert.All(guesses, g => Assert.InRange(g.Score, 0.3, 0.99));
        Assert.All(guesses.SelectMany(g => g.Fields), f =>
        {
            Assert.InRange(f.Score, 0.4, 0.99);
            Assert.NotEmpty(f.Why);
        });
        var why = ContractProposals.ToJson(guesses)!["why"]!.AsArray();
        Assert.Equal(guesses.Count + guesses.Sum(g => g.Fields.Count), why.Count);
        Assert.Contains(why, w => w!["field"]!.GetValue<string>() == "messages.request.template.esiId");
    }

    [Fact]
    public void Of_ContractOfOtherThings_GuessesNothing()
    {
        using var contract = new ContractFolder();
        var (model, _) = contract.Read();
        Assert.Empty(ContractProposals.Of(model, new NamespacePrefixes(model.Schemas)));
        Assert.Null(ContractProposals.ToJson([]));
    }

    [Theory]
    [InlineData("esiId", "EsiId", "string", 0.9)]
    [InlineData("esiId", "ESI_ID", "string", 0.9)]
    [InlineData("esiId", "PremiseNumber", "string", 0.6)]
    [InlineData("esiId", "Order", "string", 0)]
    [InlineData("end", "IntervalEnd", "dateTime", 0.9)]
    [InlineData("end", "t", "dateTime", 0.6)]
    [InlineData("end", "t", "string", 0.45)]
    [InlineData("end", "EndTime", "decimal", 0)]
    [InlineData("quantity", "Kwh", "decimal", 0.9)]
    [InlineData("quantity", "Kwh", "date", 0)]
    public void Judge_NameAndType_GiveTheScore(string field, string name, string type, double expected)
    {
        using var contract = new ContractFolder().Change(
            "small.xsd", "name=\"Amount\" type=\"xs:decimal\"", $"name=\"{name}\" type=\"xs:{type}\"");
        var (model, _) = contract.Read();
        var leaf = Leaf.Of(MessageTree.Build(model.Schemas, [new("Ask", "urn:small")])[0]).Single(l => l.Name == Leaf.Plain(name));
        var rule = FieldRules.Reading.Append(FieldRules.EsiId).Single(r => r.Field == field);
        Assert.Equal(expected, rule.Judge(leaf).Score, 3);
    }

    private static IReadOnlyList<MessageGuess> Guesses(string folder)
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.wsdl").Order(StringComparer.Ordinal).ToList();
        var model = ContractReader.Read(files, ReadingOptions.Default, new Refusals());
        return ContractProposals.Of(model, new NamespacePrefixes(model.Schemas));
    }
}
