using System.Xml;
using System.Xml.Schema;

namespace Uhit.Client.Tests.Wire.Generator;

public sealed class GoldenTests
{
    public static TheoryData<string> Messages => [.. Samples.Writers.Keys];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Write_Sample_GivesTheGoldenText(string name) =>
        Assert.Equal(Golden(name), WireText.Write(Samples.Writers[name]));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Read_Golden_GivesWhatWritesTheSame(string name) =>
        Assert.Equal(Golden(name), WireText.Write(Samples.Read(name, Golden(name))));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Write_Sample_IsValidByTheSchema(string name)
    {
        var errors = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        settings.Schemas.Add(null, Repository.Contract("usage-history.xsd"));
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, e) => errors.Add(e.Message);

        using var reader = XmlReader.Create(new StringReader(WireText.Write(Samples.Writers[name])), settings);
        while (reader.Read())
        {
        }

        Assert.Empty(errors);
    }

    [Fact]
    public void Messages_OfTheContract_AllHaveASample()
    {
        var set = new XmlSchemaSet();
        set.Add(null, Repository.Contract("usage-history.xsd"));
        set.Compile();
        Assert.Equal(
            set.GlobalElements.Names.Cast<XmlQualifiedName>().Select(n => n.Name).Order(StringComparer.Ordinal), Samples.Writers.Keys);
    }

    private static string Golden(string name) => File.ReadAllText(Repository.Golden(name));
}
