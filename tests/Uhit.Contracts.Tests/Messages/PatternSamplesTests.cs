using System.Xml;
using System.Xml.Schema;
using Uhit.Contracts.Messages;

namespace Uhit.Contracts.Tests.Messages;

public sealed class PatternSamplesTests
{
    [Theory]
    [InlineData("[0-9]{17}|[0-9]{22}")]
    [InlineData(@"\d{4}-\d{2}")]
    [InlineData("(A|B)(C|D)?E+")]
    [InlineData(@"[\i-[:]][\c-[:]]*")]
    [InlineData("[a-z-[aeiou]]{3}")]
    [InlineData("[^0-9A]B")]
    [InlineData(@"\p{Lu}\p{Ll}*")]
    [InlineData(@"[\p{L}\p{N}._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,6}")]
    [InlineData(@"(\+|-)?[0-9]{1,3}(\.[0-9]{2})?")]
    [InlineData("|[0-9]{3}")]
    [InlineData(@"\{[0-9A-F]{8}\}")]
    [InlineData(@"[\-+]?\s\S\D\W")]
    [InlineData(@"\P{Lu}[\d-]{2}")]
    [InlineData("a{0}b{0,2}c{2,}")]
    public void Of_Pattern_MakesWhatTheSchemaTakes(string pattern)
    {
        var type = TypeOf(pattern);
        var samples = PatternSamples.Of(pattern).ToList();
        Assert.NotEmpty(samples);
        Assert.All(samples, sample => Assert.True(SampleValues.Takes(type, sample), $"'{sample}'"));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[a")]
    [InlineData("a{")]
    [InlineData("a{x}")]
    [InlineData(@"\")]
    [InlineData(@"\p{")]
    public void Of_NoPattern_IsNothing(string pattern) => Assert.Empty(PatternSamples.Of(pattern));

    private static XmlSchemaType TypeOf(string pattern)
    {
        var schemas = new XmlSchemaSet();
        var text = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:simpleType name='T'><xs:restriction base='xs:string'>"
            + $"<xs:pattern value='{pattern}'/></xs:restriction></xs:simpleType></xs:schema>";
        schemas.Add(null, XmlReader.Create(new StringReader(text)));
        schemas.Compile();
        return (XmlSchemaType)schemas.GlobalTypes[new XmlQualifiedName("T")]!;
    }
}
