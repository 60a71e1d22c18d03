namespace Uhit.Contracts.Tests;

public sealed class SchemaRefusalTests
{
    [Fact]
    public void Run_SchemaThatIsNone_SaysWhatIsWrong()
    {
        using var contract = new ContractFolder().Change("small.xsd", "type=\"AnswerType\"", "type=\"Nowhere\"");
        var (code, _, error) = contract.Run();
        Assert.Equal(Generator.Refused, code);
        Assert.Contains("Nowhere", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "<xs:sequence><xs:choice><xs:element name='Last' type='xs:int'/><xs:element name='End' type='xs:int'/></xs:choice>",
        "Ask: only what is in a plain sequence")]
    public void Run_StreamedBesideAChoice_IsRefused(string sequence, string expected)
    {
        using var contract = new ContractFolder().Change(
            "small.xsd", "<xs:sequence>\n        <xs:element name=\"Id\"", sequence + "\n        <xs:element name=\"Id\"");
        var (code, _, error) = contract.Run("--stream", "Ask/Row");
        Assert.Equal(Generator.Refused, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }
}
