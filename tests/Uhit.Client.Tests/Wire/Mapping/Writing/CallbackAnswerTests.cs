using System.Text;
using System.Xml.Linq;
using Uhit.Client.Tests.Receiving;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Mapping.Writing;

/// <summary>Our answers to callbacks repeat what the callback brought, each form of a callback by its own template.</summary>
public sealed class CallbackAnswerTests
{
    private const string Contract = """
        {
          "id": "answers", "namespaces": { "a": "urn:a" }, "correlation": ["requestId", "transactionId", "correlationId"],
          "codes": { "verdict": { "Y": "Validated", "N": "Failed" } },
          "headers": [ { "template": "templates/header.xml", "on": ["callbackAnswer"] } ],
          "messages": {
            "request": { "template": "templates/request.xml", "answer": { "empty": 202 } },
            "validation": [
              {
                "root": "a:Checked", "when": { "path": "@kind", "is": "good" }, "requestId": "@request", "messageId": "@message", "sentAt": "@sent", "transactionId": "@case", "correlationId": "@echo",
                "lines": { "each": "a:Line", "esiId": "@esi", "status": { "path": "@code", "codes": "verdict" } },
                "answer": { "template": "templates/good.xml" }
              },
              {
                "root": "a:Checked", "when": { "path": "@kind", "is": "bad" }, "requestId": { "path": "@request", "format": "guid" }, "messageId": "@message",
                "lines": { "each": "a:Line", "esiId": "@esi", "status": { "const": "Failed" } },
                "answer": { "template": "templates/bad.xml" }
              }
            ],
            "delivery": {
              "root": "a:Data", "requestId": "@request", "messageId": "@message", "deliveryId": "@delivery", "partNumber": "@part", "partCount": "@of",
              "usage": { "each": "a:Account", "esiId": "@esi", "noData": { "each": "a:None", "code": "@code" }, "bills": { "each": "a:Bill", "startDate": "@from", "endDate": "@to", "usage": "@kwh" } },
              "answer": { "template": "templates/data.xml" }
            }
          }
        }
        """;

    [Fact]
    public async Task Handle_AnswerNamesWhatTheCallbackBrought_RepeatsIt()
    {
        var answer = await SendAsync(
            $"""<a:Checked xmlns:a="urn:a" kind="good" request="{CallbackMessages.Asked.Value}" message="M-7" sent="2026-01-05T08:30:00-06:00" case="C-9" echo="E-3"><a:Line esi="{CallbackMessages.EsiIds[0].Value}" code="Y"/></a:Checked>""");

        Assert.Equal(
            [CallbackMessages.ThirdParty.Value, CallbackMessages.Asked.Value, "M-7", "20260105 0830", "C-9", "E-3"],
            answer.Descendants(XName.Get("Good", "urn:a")).Single().Elements().Select(element => element.Value));

        // The header block too: what it relates to.
        Assert.Equal("M-7", answer.Descendants(XName.Get("RelatesTo", "urn:a")).Single().Value);
        Assert.Equal(
            [CallbackMessages.ThirdParty.Value, "C-9", "E-3"],
            answer.Descendants(XName.Get("RelatesTo", "urn:a")).Single().Attributes()
                .Where(attribute => !attribute.IsNamespaceDeclaration)
                .Select(attribute => attribute.Value));
    }

    [Fact]
    public async Task Handle_AnotherFormOfTheSameOperation_IsAnsweredByItsOwnTemplate()
    {
        var answer = await SendAsync(
            $"""<a:Checked xmlns:a="urn:a" kind="bad" request="{CallbackMessages.Asked.Value}" message="M-8"><a:Line esi="{CallbackMessages.EsiIds[0].Value}"/></a:Checked>""");

        Assert.Equal("M-8", answer.Descendants(XName.Get("Bad", "urn:a")).Single().Value);
    }

    // What CNP echoes as a GUID with dashes is our number without them.
    [Theory]
    [InlineData("01a22ced-3cda-79f8-bffb-97d530aad1d6")]
    [InlineData("urn:uuid:01A22CED-3CDA-79F8-BFFB-97D530AAD1D6")]
    [InlineData("{01a22ced-3cda-79f8-bffb-97d530aad1d6}")]
    [InlineData("01A22CED3CDA79F8BFFB97D530AAD1D6")]
    [InlineData("01a22ced3cda79f8bffb97d530aad1d6")]
    public async Task Handle_NumberOfOursWithDashes_IsOurs(string echoed)
    {
        var answer = await SendAsync(
            $"""<a:Checked xmlns:a="urn:a" kind="bad" request="{echoed}" message="M-8"><a:Line esi="{CallbackMessages.EsiIds[0].Value}"/></a:Checked>""");

        Assert.Equal("01a22ced3cda79f8bffb97d530aad1d6", (string?)answer.Descendants(XName.Get("Bad", "urn:a")).Single().Attribute("ours"));
    }

    // Where the inquiry writes its number so, or a header block of it does, contract.json need not say it again.
    [Theory]
    [InlineData("<a:Ask xmlns:a='urn:a' request='{requestId:guid}'/>", "{requestId}")]
    [InlineData("<a:Ask xmlns:a='urn:a'/>", "urn:uuid:{requestId:guid}")]
    public async Task Handle_NumberThatOurTemplateWritesAsGuid_IsReadAsOne(string request, string block)
    {
        using var folder = Folder();
        folder.Write("templates/request.xml", request);
        folder.Write("templates/id.xml", $"<a:Id xmlns:a='urn:a'>{block}</a:Id>");
        folder.Write(MappedContract.FileName, Contract.Replace(
            "\"headers\": [", "\"headers\": [ { \"template\": \"templates/id.xml\", \"on\": [\"request\"] },", StringComparison.Ordinal));

        var answer = await SendAsync(
            folder,
            $"""<a:Checked xmlns:a="urn:a" kind="good" request="01A22CED-3CDA-79F8-BFFB-97D530AAD1D6" message="M-7" sent="2026-01-05T08:30:00-06:00" case="C-9" echo="E-3"><a:Line esi="{CallbackMessages.EsiIds[0].Value}" code="Y"/></a:Checked>""");

        Assert.Equal("01a22ced3cda79f8bffb97d530aad1d6", answer.Descendants(XName.Get("R", "urn:a")).Single().Value);
    }

    [Fact]
    public async Task Handle_Delivery_AnswerNamesItsPart()
    {
        var answer = await SendAsync(
            $"""<a:Data xmlns:a="urn:a" request="{CallbackMessages.Asked.Value}" message="M-9" delivery="D-5" part="1" of="1"><a:Account esi="{CallbackMessages.EsiIds[0].Value}"><a:None code="X"/></a:Account></a:Data>""");

        Assert.Equal("D-5/1/1", answer.Descendants(XName.Get("Taken", "urn:a")).Single().Value);
    }

    // Blocks that are always the same are written too, alone and beside those with a value.
    [Theory]
    [InlineData("<a:Fixed xmlns:a=\"urn:a\">always</a:Fixed>", "always")]
    [InlineData(
        "<uhit:message xmlns:uhit=\"urn:uhit:template\" xmlns:a=\"urn:a\"><a:Fixed>always</a:Fixed><a:Echo>{correlationId}</a:Echo>"
            + "</uhit:message>", "always E-77")]
    [InlineData(
        "<uhit:message xmlns:uhit=\"urn:uhit:template\" xmlns:a=\"urn:a\"><a:Echo>{correlationId}</a:Echo><a:Fixed>always</a:Fixed>"
            + "<a:Case>{deliveryId}</a:Case></uhit:message>", "E-77 always")]
    public async Task Handle_HeaderBlocksOfTheAnswer_AreWritten(string template, string written)
    {
        using var folder = Folder();
        folder.Write("templates/header.xml", template);
        folder.Write(
            MappedContract.FileName,
            Contract.Replace("\"correlationId\": \"@echo\"", "\"correlationId\": { \"header\": \"a:Number\" }", StringComparison.Ordinal));
        using var fixture = await ReceiverFixture.CreateAsync(format: MappedContract.Load(folder.Path).WireFormat);
        var response = await fixture.SendAsync(Encoding.UTF8.GetBytes($"""
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><a:Number xmlns:a="urn:a" s:mustUnderstand="1">E-77</a:Number></s:Header><s:Body>
            <a:Checked xmlns:a="urn:a" kind="good" request="R-unknown" message="M-7" sent="2026-01-05T08:30:00-06:00" case="C-9"><a:Line esi="{CallbackMessages.EsiIds[0].Value}" code="Y"/></a:Checked></s:Body></s:Envelope>
            """));

        var answer = XDocument.Parse(Encoding.UTF8.GetString(response.Body.Span));
        var header = answer.Root!.Elements().First();
        Assert.True(header.Name.LocalName == "Header", answer.ToString());
        Assert.Equal(written, string.Join(' ', header.Elements().Select(block => block.Value)));
    }

    // Other content under a known MessageId is refused in the words of its own form, and can name all that the message brought.
    [Theory]
    [InlineData("good", "Good", "C-9")]
    [InlineData("bad", "Bad", "M-8")]
    public async Task Handle_Conflict_IsAnsweredByItsOwnFormWithWhatItBrought(string kind, string element, string named)
    {
        using var folder = Folder();
        folder.Write(
            "templates/good.xml",
            """<a:Good xmlns:a="urn:a"><a:T xmlns:uhit="urn:uhit:template" uhit:occurs="1">{transactionId}</a:T><a:St>{status}</a:St></a:Good>""");
        folder.Write("templates/bad.xml", """<a:Bad xmlns:a="urn:a"><a:M>{messageId}</a:M><a:St>{status}</a:St></a:Bad>""");
        using var fixture = await ReceiverFixture.CreateAsync(format: MappedContract.Load(folder.Path).WireFormat);
        byte[] Message(int esiId) => Envelope(
            $"""<a:Checked xmlns:a="urn:a" kind="{kind}" request="{CallbackMessages.Asked.Value}" message="M-8" case="C-9"><a:Line esi="{CallbackMessages.EsiIds[esiId].Value}" code="N"/></a:Checked>""");
        await fixture.SendAsync(Message(0));

        var response = await fixture.SendAsync(Message(1));

        var text = Encoding.UTF8.GetString(response.Body.Span);
        Assert.True(response.StatusCode == 200, text);
        Assert.Equal(
            [named, "Rejected"],
            XDocument.Parse(text).Descendants(XName.Get(element, "urn:a")).Single().Elements().Select(value => value.Value));
        Assert.Equal(1, (await fixture.StatisticsAsync()).Unreadable);
    }

    // WS-Addressing's MessageID is new with each attempt, and what the answer relates to is this one; where
    // inquiries are found by an id, another is another message.
    [Theory]
    [InlineData("\"requestId\"", "Accepted", 0)]
    [InlineData("\"requestId\", \"correlationId\"", "Rejected", 1)]
    public async Task Handle_SameMessageWithAnotherCorrelationId_IsARepetitionWhereNoInquiryIsFoundByIt(
        string correlation, string status, int unreadable)
    {
        using var folder = Folder();
        folder.Write(
            MappedContract.FileName,
            Contract.Replace("\"requestId\", \"transactionId\", \"correlationId\"", correlation, StringComparison.Ordinal));
        folder.Write("templates/good.xml", """<a:Good xmlns:a="urn:a">{status}</a:Good>""");
        folder.Write("templates/header.xml", """<a:RelatesTo xmlns:a="urn:a">{correlationId}</a:RelatesTo>""");
        using var fixture = await ReceiverFixture.CreateAsync(format: MappedContract.Load(folder.Path).WireFormat);
        byte[] Message(string attempt) => Envelope(
            $"""<a:Checked xmlns:a="urn:a" kind="good" request="{CallbackMessages.Asked.Value}" message="M-8" echo="{attempt}"><a:Line esi="{CallbackMessages.EsiIds[0].Value}" code="Y"/></a:Checked>""");
        await fixture.SendAsync(Message("E-1"));

        var answer = XDocument.Parse(Encoding.UTF8.GetString((await fixture.SendAsync(Message("E-2"))).Body.Span));

        Assert.Equal(
            ("E-2", status), (
                answer.Descendants(XName.Get("RelatesTo", "urn:a")).Single().Value,
                answer.Descendants(XName.Get("Good", "urn:a")).Single().Value));
        Assert.Equal((1, unreadable), ((await fixture.StatisticsAsync()).Messages, (await fixture.StatisticsAsync()).Unreadable));
    }

    // "Come again later" would be for ever.
    [Theory]
    [InlineData("good", null)]
    [InlineData("bad", "Bad")]
    public async Task Handle_AuthenticationIdOfAnother_IsRefusedByItsFormOrByAFaultForGood(string kind, string? element)
    {
        using var folder = Folder();
        folder.Write(MappedContract.FileName, Contract.Replace(
            "\"messageId\": \"@message\",", "\"messageId\": \"@message\", \"authenticationId\": \"@to\",", StringComparison.Ordinal));
        folder.Write(
            "templates/good.xml",
            """<a:Good xmlns:a="urn:a"><a:T xmlns:uhit="urn:uhit:template" uhit:occurs="1">{transactionId}</a:T></a:Good>""");
        folder.Write("templates/bad.xml", """<a:Bad xmlns:a="urn:a">{messageId}</a:Bad>""");
        folder.Write("templates/header.xml", """<a:RelatesTo xmlns:a="urn:a">{messageId}</a:RelatesTo>""");
        using var fixture = await ReceiverFixture.CreateAsync(format: MappedContract.Load(folder.Path).WireFormat);

        var response = await fixture.SendAsync(Envelope(
            $"""<a:Checked xmlns:a="urn:a" kind="{kind}" to="999999999" request="{CallbackMessages.Asked.Value}" message="M-8" case="C-9"><a:Line esi="{CallbackMessages.EsiIds[0].Value}" code="N"/></a:Checked>"""));

        var text = Encoding.UTF8.GetString(response.Body.Span);
        Assert.DoesNotContain("TryAgain", text, StringComparison.Ordinal);
        Assert.Equal(
            element ?? "Fault",
            XDocument.Parse(text).Descendants().First(one => one.Name.LocalName == "Body").Elements().Single().Name.LocalName);
        Assert.Equal(element is null, text.Contains("not served at this address", StringComparison.Ordinal));
    }

    // The first answer is stored: the callback that comes again gets it byte for byte.
    [Fact]
    public async Task Handle_SameCallbackAgain_GetsTheSameAnswer()
    {
        using var folder = Folder();
        using var fixture = await ReceiverFixture.CreateAsync(format: MappedContract.Load(folder.Path).WireFormat);
        var body = Envelope(
            $"""<a:Checked xmlns:a="urn:a" kind="bad" request="{CallbackMessages.Asked.Value}" message="M-8"><a:Line esi="{CallbackMessages.EsiIds[0].Value}"/></a:Checked>""");

        var first = await fixture.SendAsync(body);
        var second = await fixture.SendAsync(body);

        Assert.Equal(first.Body.ToArray(), second.Body.ToArray());
    }

    [Fact]
    public void Load_FormsOfOneMessageAnsweredInTwoWays_IsRefused()
    {
        using var folder = Folder();
        folder.Write(MappedContract.FileName, Contract.Replace(
            "\"answer\": { \"template\": \"templates/bad.xml\" }", "\"answer\": { \"empty\": 202 }", StringComparison.Ordinal));

        Assert.Null(MappedContract.TryLoad(folder.Path, out var problems));
        Assert.Contains("All forms of `validation` are answered alike", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    private static async Task<XDocument> SendAsync(string body)
    {
        using var folder = Folder();
        return await SendAsync(folder, body);
    }

    private static async Task<XDocument> SendAsync(ContractFolder folder, string body)
    {
        using var fixture = await ReceiverFixture.CreateAsync(format: MappedContract.Load(folder.Path).WireFormat);
        var response = await fixture.SendAsync(Envelope(body));
        var text = Encoding.UTF8.GetString(response.Body.Span);
        Assert.True(response.StatusCode == 200, text);
        return XDocument.Parse(text);
    }

    private static byte[] Envelope(string body) =>
        Encoding.UTF8.GetBytes($"""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{body}</s:Body></s:Envelope>""");

    private static ContractFolder Folder()
    {
        var folder = new ContractFolder();
        folder.Write(MappedContract.FileName, Contract);
        folder.Write(
            "templates/header.xml",
            """<a:RelatesTo xmlns:a="urn:a" to="{authenticationId}" case="{transactionId}" echo="{correlationId}">{messageId}</a:RelatesTo>""");
        folder.Write(
            "templates/request.xml",
            """<a:Ask xmlns:a="urn:a" request="{requestId}"><a:Line xmlns:uhit="urn:uhit:template" uhit:each="line">{esiId}</a:Line></a:Ask>""");
        folder.Write(
            "templates/good.xml",
            """<a:Good xmlns:a="urn:a"><a:To>{authenticationId}</a:To><a:R>{requestId}</a:R><a:M>{messageId}</a:M><a:S>{sentAt:local yyyyMMdd HHmm}</a:S><a:T>{transactionId}</a:T><a:C>{correlationId}</a:C></a:Good>""");
        folder.Write("templates/bad.xml", """<a:Bad xmlns:a="urn:a" ours="{requestId}">{messageId}</a:Bad>""");
        folder.Write("templates/data.xml", """<a:Taken xmlns:a="urn:a">{deliveryId}/{partNumber}/{partCount}</a:Taken>""");
        return folder;
    }
}
