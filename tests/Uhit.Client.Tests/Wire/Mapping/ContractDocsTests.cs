using System.Text.Json.Nodes;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>The page that is the reference of contract.json names each of its keys.</summary>
public class ContractDocsTests
{
    [Fact]
    public void Page_NamesEveryKey()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference", "contract-folder.md"));
        var schema = JsonNode.Parse(MappedContract.GetJsonSchema())!.AsObject();
        var objects = schema["$defs"]!.AsObject().Select(definition => definition.Value!).Append(schema);
        var keys = objects.SelectMany(each => each["properties"]!.AsObject().Select(property => property.Key)).Distinct().ToList();
        Assert.True(keys.Count > 80);
        Assert.DoesNotContain(
            keys, key => !page.Contains($"`{key}`", StringComparison.Ordinal) && !page.Contains($"\"{key}\"", StringComparison.Ordinal));
    }
}
