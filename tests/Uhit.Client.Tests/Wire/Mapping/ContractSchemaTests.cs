using System.Text;
using System.Text.Json.Nodes;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping.Model.Shapes;

namespace Uhit.Client.Tests.Wire.Mapping;

/// <summary>The JSON schema says what the check does: it is made from the same list.</summary>
public class ContractSchemaTests
{
    private static readonly string SourceFile = Path.Combine(
        Repository.Root, "src", "Uhit.Client", "Wire", "Mapping", MappedContract.SchemaFileName);

    [Fact]
    public void Schema_IsWhatTheModelSays()
    {
        var made = JsonSchemaWriter.Write(ContractShapes.Contract, "contract.json of a contract folder");
        if (Environment.GetEnvironmentVariable("UHIT_WRITE_SCHEMA") == "1")
        {
            // How the file is renewed after the model has changed.
            File.WriteAllBytes(SourceFile, made);
        }

        Assert.Equal(Encoding.UTF8.GetString(made), File.ReadAllText(SourceFile));
    }

    [Fact]
    public void Schema_IsPartOfTheAssembly() => Assert.Equal(File.ReadAllBytes(SourceFile), MappedContract.GetJsonSchema());

    [Fact]
    public void Schema_DescribesEveryKey()
    {
        var schema = JsonNode.Parse(MappedContract.GetJsonSchema())!.AsObject();
        var objects = schema["$defs"]!.AsObject().Select(definition => definition.Value!).Append(schema).ToList();
        Assert.True(objects.Count > 20);
        foreach (var property in objects.SelectMany(each => each["properties"]!.AsObject()))
        {
            Assert.True(property.Value!["description"]!.GetValue<string>().Length > 8, property.Key);
        }
    }
}
