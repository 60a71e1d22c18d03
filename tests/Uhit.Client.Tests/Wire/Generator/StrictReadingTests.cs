using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Generator;

public sealed class StrictReadingTests
{
    public static TheoryData<string> Messages => GoldenTests.Messages;

    /// <summary>The schema is the judge: whatever it needs, the reader must need too, and the other way round.</summary>
    [Theory]
    [MemberData(nameof(Messages))]
    public void Read_AnyOneElementMissing_RefusesExactlyWhatTheSchemaRefuses(string message) =>
        ForEachElement(message, element => element.Remove());

    [Theory]
    [MemberData(nameof(Messages))]
    public void Read_AnyOneElementTwice_RefusesExactlyWhatTheSchemaRefuses(string message) =>
        ForEachElement(message, element => element.AddAfterSelf(new XElement(element)));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Read_AnyOneElementAtTheEnd_RefusesExactlyWhatTheSchemaRefuses(string message) => ForEachElement(message, element =>
    {
        var parent = element.Parent!;
        element.Remove();
        parent.Add(element);
    });

    [Theory]
    [MemberData(nameof(Messages))]
    public void Read_AnyOneElementEmpty_RefusesExactlyWhatTheSchemaRefuses(string message) =>
        ForEachElement(message, element => element.RemoveNodes());

    [Fact]
    public void Read_RequiredElementMissing_NamesIt()
    {
        var message = new Fragment("NotifyValidation");
        message.Root.Descendants(Fragment.Ns + "Result").Last().Element(Fragment.Ns + "EsiId")!.Remove();

        var exception = Assert.Throws<WireFormatException>(message.Read);

        Assert.Equal("missing-element", exception.Code);
        Assert.Equal("NotifyValidation/Result[2]/EsiId", exception.Path);
    }

    [Fact]
    public void Read_LastRequiredElementMissing_NamesIt()
    {
        var message = new Fragment("DeliverHistoricalUsage");
        message.Root.Descendants(Fragment.Ns + "Reading").ElementAt(2).Element(Fragment.Ns + "ReadType")!.Remove();

        var exception = Assert.Throws<WireFormatException>(message.Read);

        Assert.Equal("missing-element", exception.Code);
        Assert.Equal("DeliverHistoricalUsage/UsageHistory[1]/IntervalData[1]/Reading[3]/ReadType", exception.Path);
    }

    [Fact]
    public void Read_NoneOfARequiredList_NamesIt()
    {
        var message = new Fragment("RequestHistoricalUsage");
        message.Root.Elements(Fragment.Ns + "Line").Remove();

        var exception = Assert.Throws<WireFormatException>(message.Read);

        Assert.Equal(("missing-element", "RequestHistoricalUsage/Line"), (exception.Code, exception.Path));
    }

    [Fact]
    public void Read_ElementTwice_SaysDuplicate()
    {
        var message = new Fragment("UsageHistoryFault");
        message.First("Code").AddAfterSelf(new XElement(message.First("Code")));

        var exception = Assert.Throws<WireFormatException>(message.Read);

        Assert.Equal(("duplicate-element", "UsageHistoryFault/Code"), (exception.Code, exception.Path));
    }

    [Fact]
    public void Read_OptionalElementTooLate_SaysWrongOrder()
    {
        var message = new Fragment("RequestHistoricalUsageResponse");
        var transaction = message.First("TransactionId");
        transaction.Remove();
        message.First("Acknowledgement").Add(transaction);

        var exception = Assert.Throws<WireFormatException>(message.Read);

        Assert.Equal(("wrong-order", "RequestHistoricalUsageResponse/Acknowledgement/TransactionId"), (exception.Code, exception.Path));
    }

    [Fact]
    public void Read_BadValue_NeverShowsIt()
    {
        var message = new Fragment("DeliverHistoricalUsage");
        message.First("EsiId").Value = "SECRET-77";

        var exception = Assert.Throws<WireFormatException>(message.Read);

        Assert.Equal(("bad-value", "DeliverHistoricalUsage/UsageHistory[1]/EsiId"), (exception.Code, exception.Path));
        Assert.DoesNotContain("SECRET", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nil", "true")]
    [InlineData("nil", "TRUE")]
    [InlineData("type", "xs:string")]
    public void Read_InstanceAttribute_Refuses(string name, string value)
    {
        foreach (var element in (string[])["Code", "UsageHistoryFault"])
        {
            var message = new Fragment("UsageHistoryFault");
            message.First(element).SetAttributeValue(XName.Get(name, "http://www.w3.org/2001/XMLSchema-instance"), value);
            Assert.Equal("instance-attribute", Assert.Throws<WireFormatException>(message.Read).Code);
        }
    }

    [Fact]
    public void Read_OtherMessage_Refuses()
    {
        var exception =
            Assert.Throws<WireFormatException>(() => Samples.Read("UsageHistoryFault", "<UsageHistoryFault xmlns='urn:other'/>"));
        Assert.Equal(("unexpected-element", "UsageHistoryFault"), (exception.Code, exception.Path));
    }

    [Fact]
    public void Read_TextBetweenElements_Refuses()
    {
        var message = new Fragment("UsageHistoryFault");
        message.First("Code").AddAfterSelf(new XText("stray"));

        var exception = Assert.Throws<WireFormatException>(message.Read);

        Assert.Equal(("unexpected-text", "UsageHistoryFault"), (exception.Code, exception.Path));
    }

    [Fact]
    public void Read_ElementInsideAValue_Refuses()
    {
        var message = new Fragment("UsageHistoryFault");
        message.First("Code").Add(new XElement("b"));
        Assert.Equal("element-in-value", Assert.Throws<WireFormatException>(message.Read).Code);
    }

    [Fact]
    public void Read_CommentOrInstructionInsideAValue_Refuses()
    {
        foreach (var node in (XNode[])[new XComment("x"), new XProcessingInstruction("x", "y")])
        {
            var message = new Fragment("DeliverHistoricalUsage");
            message.First("Quantity").ReplaceNodes(new XText("1"), node, new XText("2"));
            Assert.Equal("comment-in-value", Assert.Throws<WireFormatException>(message.Read).Code);
        }
    }

    [Fact]
    public void Read_ValueBeyondTheBound_Refuses()
    {
        var message = new Fragment("UsageHistoryFault");
        message.First("Code").Value = new string(' ', 70_000);
        Assert.Equal("value-too-long", Assert.Throws<WireFormatException>(message.Read).Code);
    }

    [Fact]
    public void Read_CharacterBeyondTheBasicPlaneAtAnyPlace_IsKept()
    {
        // The reader refuses room for half a pair of surrogates: the place at which the buffer was full failed.
        for (var length = 240; length < 270; length++)
        {
            var message = new Fragment("UsageHistoryFault");
            message.First("Code").Value = new string(' ', length) + "A\U0001F600";
            message.Read();
        }
    }

    private static void ForEachElement(string name, Action<XElement> change)
    {
        var count = new Fragment(name).Root.Descendants().Count();
        var refused = 0;
        for (var i = 0; i < count; i++)
        {
            var message = new Fragment(name);
            var element = message.Root.Descendants().ElementAt(i);
            var where = string.Create(CultureInfo.InvariantCulture, $"{i}: {element.Name.LocalName}");
            change(element);
            var valid = IsValid(message.Root);
            if (!valid)
            {
                refused++;
            }

            var exception = Record.Exception(message.Read);
            Assert.True(
                valid ? exception is null : exception is WireFormatException,
                $"{where}: schema says {valid}, reader says {exception?.Message ?? "fine"}");
        }

        Assert.NotEqual(0, refused);
    }

    private static bool IsValid(XElement root)
    {
        var valid = true;
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = Schemas };
        settings.ValidationEventHandler += (_, _) => valid = false;
        using var reader = XmlReader.Create(new StringReader(root.ToString(SaveOptions.DisableFormatting)), settings);
        while (reader.Read())
        {
        }

        return valid;
    }

    private static readonly XmlSchemaSet Schemas = LoadSchemas();

    private static XmlSchemaSet LoadSchemas()
    {
        var schemas = new XmlSchemaSet();
        schemas.Add(null, Repository.Contract("usage-history.xsd"));
        schemas.Compile();
        return schemas;
    }
}
