using Uhit.Contracts.Messages;

namespace Uhit.Contracts.Tests.Messages;

public sealed class MessageTreeTests
{
    private const string Row = """<xs:complexType name="Row">""";
    private const string RowElement = "<xs:element name=\"Row\" type=\"Row\" minOccurs=\"0\" maxOccurs=\"unbounded\"/>";

    [Fact]
    public void Build_OneTypeInSeveralPlaces_KeepsWhatEachSaysOfItself()
    {
        var root = Root(new ContractFolder().Change(
            "small.xsd", RowElement,
            "<xs:element name='Plain' type='xs:int'/><xs:element name='A' type='xs:int' fixed='7'/>"
                + "<xs:element name='B' type='xs:int' fixed='8'/><xs:element name='C' type='xs:int' default='9'/>"
                + "<xs:element name='D' type='xs:ID'/><xs:element name='E' type='xs:ID'/>"));

        string Sample(string name) => root.Children.Single(c => c.Name.Name == name).Value!.Sample;

        Assert.Equal(("7", "8", "9"), (Sample("A"), Sample("B"), Sample("C")));
        Assert.NotEqual(Sample("D"), Sample("E"));
    }

    [Fact]
    public void Build_AbstractType_IsTheFirstOfThoseBelowThatAreNot_AndTheOthersAreNamed()
    {
        var root = Root(new ContractFolder().Change("small.xsd", Row, """
            <xs:complexType name="Z"><xs:complexContent><xs:extension base="Middle"/></xs:complexContent></xs:complexType>
            <xs:complexType name="Y"><xs:complexContent><xs:extension base="Row"/></xs:complexContent></xs:complexType>
            <xs:complexType name="B"><xs:complexContent><xs:extension base="Middle"/></xs:complexContent></xs:complexType>
            <xs:complexType name="Middle" abstract="true"><xs:complexContent><xs:extension base="Row"/></xs:complexContent></xs:complexType>
            <xs:complexType name="Row" abstract="true">
            """));

        var row = root.Children.Single(c => c.Name.Name == "Row");

        Assert.Equal("B", row.InstanceType?.Name);
        Assert.Equal(["Y", "Z"], row.Substitutes.Select(s => s.Name));
    }

    private static MessageNode Root(ContractFolder contract)
    {
        using (contract)
        {
            var model = contract.Read().Model;
            return MessageTree.Build(model.Schemas, model.Services[0].Operations[0].Input.Body)[0];
        }
    }
}
