using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping.Writing.Values;

namespace Uhit.Client.Tests.Wire.Mapping.Writing;

/// <summary>What a template writes.</summary>
public class TemplateWritingTests
{
    private const string Uhit = "xmlns:uhit='urn:uhit:template'";

    [Fact]
    public void Request_EachLine_IsWrittenWithNamespacesAndPrefixesOfTheTemplate()
    {
        var xml = Write(
            $"""
            <!-- made by hand -->
            <c:Req xmlns:c="urn:c" xmlns:x="urn:unused" {Uhit} no="{"{requestId}"}">
              <c:Who>
                {"{authenticationId}"}
              </c:Who>
              <c:Line uhit:each="line" c:n="{"{lineNumber}"}"><Esi xmlns="urn:d">{"{esiId}"}</Esi></c:Line>
            </c:Req>
            """,
            TemplateFixture.Request(2));

        Assert.Equal(
            """<c:Req xmlns:x="urn:unused" no="R1" xmlns:c="urn:c"><c:Who>957877905</c:Who>"""
            + """<c:Line c:n="1"><Esi xmlns="urn:d">1008901000000000000001</Esi></c:Line>"""
            + """<c:Line c:n="2"><Esi xmlns="urn:d">1008901000000000000002</Esi></c:Line></c:Req>""",
            xml);
    }

    [Theory]
    [InlineData("{period.start}", "2025-01-01")]
    [InlineData("{line.period.start:yyyyMMdd}", "20250101")]
    [InlineData("{period.end:inclusive|MM/dd/yyyy}", "12/30/2025")]
    [InlineData("{period.end:exclusive}T00:00:00", "2026-01-01T00:00:00")]
    [InlineData("{period.end:exclusive|yyyyMMdd}", "20260101")]
    [InlineData("{sentAt}", "2026-01-05T08:30:00-06:00")]
    [InlineData("{sentAt:utc}", "2026-01-05T14:30:00Z")]
    [InlineData("{sentAt:local}", "2026-01-05T08:30:00")]
    [InlineData("{sentAt:local yyyyMMddHHmm}", "202601050830")]
    [InlineData("{sentAt:HH:mm}", "08:30")]
    [InlineData("{sentAt:dst(S,W)}", "W")]
    [InlineData("{sentAt:unixSeconds}", "1767623400")]
    [InlineData("{sentAt:unixMilliseconds}", "1767623400000")]
    [InlineData("{sentAt:offset}", "-06:00")]
    [InlineData("{sentAt:offsetMinutes}", "-360")]
    [InlineData("{now}", "2026-01-05T14:30:00Z")]
    [InlineData("{lineCount:000}", "001")]
    [InlineData("{period.days:scale(5)}", "73")]
    [InlineData("{requestedUsage}", "BillingAndInterval")]
    [InlineData("{requestedUsage:codes(kinds)}", "3")]
    [InlineData("{requestedUsage.billing}", "true")]
    [InlineData("{authorization.obtained:yesNo(Y,N)}", "Y")]
    [InlineData("{authorization.obtained:codes(yes)}", "J")]
    [InlineData("{authorization.telephone:digits}", "7135550100")]
    [InlineData("{requestId}/{messageId}", "R1/M1")]
    [InlineData("{{{requestId}}}", "{R1}")]
    [InlineData("{ esiId }", "1008901000000000000001")]
    [InlineData("a &lt; {requestId}", "a &lt; R1")]
    [InlineData("{authorization.customerName}", "Example &lt;Bakery&gt; &amp; Sons")]
    public void Placeholder_Format_SaysIt(string placeholder, string expected) =>
        Assert.Equal($"<R><V>{expected}</V></R>", Write($"<R><V>{placeholder}</V></R>", TemplateFixture.Request()));

    [Fact]
    public void Guid_NumberOfOurs_HasDashesAndIsReadBack()
    {
        var message = TemplateFixture.Request();
        message = message with { Header = message.Header with { RequestId = RequestId.Parse("01a22ced3cda79f8bffb97d530aad1d6") } };

        Assert.Equal(
            "<R><V>urn:uuid:01a22ced-3cda-79f8-bffb-97d530aad1d6</V></R>", Write("<R><V>urn:uuid:{requestId:guid}</V></R>", message));
    }

    // The elements around a constant begin where they stand, also where what is around them has begun already.
    [Theory]
    [InlineData("<O><C>x</C></O>", "<O><C>x</C></O>")]
    [InlineData("<O uhit:occurs='0..1'><C uhit:occurs='0..*'>x</C></O>", "<O><C>x</C></O>")]
    [InlineData("<O uhit:occurs='0..1'><P uhit:occurs='0..1'><C>x</C></P><D>y</D></O>", "<O><P><C>x</C></P><D>y</D></O>")]
    [InlineData("<O uhit:occurs='0..1' uhit:nil='true'><C uhit:occurs='0..*' uhit:nil='true'>x</C></O>", "<O><C>x</C></O>")]
    [InlineData("<O uhit:occurs='0..1'><C>x</C><V uhit:occurs='1'>{line.authorization.title}</V></O>", "")]
    public void Constants_InAnOptionalElementBehindAValue_StandInTheirPlace(string optional, string written) => Assert.Equal(
        $"<R><A>R1</A>{written}<B>M1</B></R>",
        Write(
            $"<R {Uhit}><A>{{requestId}}</A>{optional}<B>{{messageId}}</B></R>",
            TemplateFixture.Request(change: line => line with { Authorization = line.Authorization with { Title = null } })));

    // Blocks of a header, parts of a body: each is there where it says something, and one that is always the same always says it.
    [Theory]
    [InlineData("<A>x</A>", "<A>x</A>")]
    [InlineData("<uhit:message><A>x</A></uhit:message>", "<A>x</A>")]
    [InlineData("<uhit:message><A>{requestId}</A><B>x</B></uhit:message>", "<A>R1</A><B>x</B>")]
    [InlineData("<uhit:message><A><C>x</C></A><B>x</B></uhit:message>", "<A><C>x</C></A><B>x</B>")]
    [InlineData("<uhit:message><A><T>{line.authorization.title}</T></A><B>x</B></uhit:message>", "<B>x</B>")]
    [InlineData(
        "<uhit:message><A uhit:occurs='0..1'><C>x</C><T uhit:occurs='1'>{line.authorization.title}</T></A><B>x</B></uhit:message>",
        "<B>x</B>")]
    public void Blocks_BesideEachOther_AreWrittenWhereTheySaySomething(string template, string written) => Assert.Equal(
        written,
        Write(template.Insert(template.IndexOf('>', StringComparison.Ordinal), " " + Uhit), TemplateFixture.Request()).Replace(
            " " + "xmlns:uhit=\"urn:uhit:template\"", string.Empty, StringComparison.Ordinal));

    [Theory]
    [InlineData(true, "<R><Until>2026-12-31</Until></R>")]
    [InlineData(false, "<R><Unlimited>true</Unlimited></R>")]
    public void Choice_BothBranchesWithConditions_IsDecidedByTheMessage(bool expires, string written) => Assert.Equal(written, Write(
        $"<R {Uhit}><Until uhit:choice='c1' uhit:occurs='1' uhit:if='authorization.expiresOn'>{{authorization.expiresOn}}</Until>"
            + "<Unlimited uhit:choice='c1' uhit:occurs='1' uhit:if='!authorization.expiresOn'>true</Unlimited></R>",
        TemplateFixture.Request(change: line =>
            line with { Authorization = line.Authorization with { ExpiresOn = expires ? new DateOnly(2026, 12, 31) : null } })));

    [Fact]
    public void Codes_OnTheElement_AreThoseOfItsText() =>
        Assert.Equal("<R k=\"Billing\">1</R>", Write(
            $"<R {Uhit} k='{{requestedUsage}}' uhit:codes='kinds'>{{requestedUsage}}</R>",
            TemplateFixture.Request(change: line => line with { RequestedUsage = RequestedUsage.Billing })));

    [Theory]
    [InlineData("<T>{authorization.title}</T>", "")]
    [InlineData("<T c='x'>{authorization.title}</T>", "")]
    [InlineData("<T c='{authorization.title}'>{requestId}</T>", "<T>R1</T>")]
    [InlineData("<T c='{authorization.title}'/>", "")]
    [InlineData("<T c='{authorization.title}' d='{requestId}'/>", "<T d=\"R1\" />")]
    [InlineData("<T>{authorization.title} {authorization.company}</T>", "")]
    [InlineData("<P><T>{authorization.title}</T><U>{authorization.company}</U></P>", "")]
    [InlineData("<P><K>x</K><T>{authorization.title}</T></P>", "<P><K>x</K></P>")]
    [InlineData("<P uhit:occurs='0..1'><K>x</K><T uhit:occurs='1'>{authorization.title}</T></P>", "")]
    [InlineData("<P uhit:occurs='1'><T uhit:occurs='0..1'>{authorization.title}</T></P>", "<P />")]
    [InlineData("<T uhit:keep='true'>{authorization.title}</T>", "<T />")]
    [InlineData("<P uhit:keep='true'><T>{authorization.title}</T></P>", "<P />")]
    [InlineData(
        "<T uhit:nil='true'>{authorization.title}</T>", "<T xsi:nil=\"true\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" />")]
    [InlineData("<T/>", "<T />")]
    [InlineData("<T uhit:if='authorization.title'>x</T>", "")]
    [InlineData("<T uhit:if='!authorization.title'>x</T>", "<T>x</T>")]
    [InlineData("<T uhit:if='requestedUsage.billing'>x</T>", "<T>x</T>")]
    [InlineData("<T uhit:if='requestedUsage=Billing'>x</T>", "")]
    [InlineData("<T uhit:if='requestedUsage != Billing'>x</T>", "<T>x</T>")]
    [InlineData("<T uhit:if='authorization'>x</T>", "<T>x</T>")]
    [InlineData("<P><A>1</A><T>{requestId}</T><B>2</B></P>", "<P><A>1</A><T>R1</T><B>2</B></P>")]
    public void Element_WithoutValue_GoesAwayWithWhatHasNoOther(string template, string expected)
    {
        var root = expected.Length == 0 ? "<R><E>x</E></R>" : $"<R><E>x</E>{expected}</R>";

        Assert.Equal(root, Write($"<R {Uhit}><E>x</E>{template}</R>", TemplateFixture.Request()));
    }

    [Fact]
    public void Required_WithoutValue_IsAnErrorThatNamesTheField()
    {
        var template = $"<R {Uhit}><L uhit:each='line'><E>{{esiId}}</E><T uhit:occurs='1'>{{authorization.title}}</T></L></R>";

        var error = Assert.Throws<WireFormatException>(() => Write(template, TemplateFixture.Request()));

        Assert.Equal("missing-value", error.Code);
        Assert.Equal("R/L[1]/T (authorization.title)", error.Path);
    }

    [Fact]
    public void Required_InWhatIsRequiredAroundIt_ReachesTheRoot() =>
        Assert.Equal("R/A/B/T (line.authorization.title)", Assert.Throws<WireFormatException>(() => Write(
            $"<R {Uhit}><A uhit:occurs='1'><B uhit:occurs='1'><T uhit:occurs='1'>{{line.authorization.title}}</T></B></A></R>",
            TemplateFixture.Request())).Path);

    [Fact]
    public void Shared_SameInAllLines_IsWrittenOnce() =>
        Assert.Equal("<R><P>20250101</P><L>1</L><L>2</L></R>", Write(
            $"<R {Uhit}><P>{{period.start:yyyyMMdd}}</P><L uhit:each='line'>{{lineNumber}}</L></R>", TemplateFixture.Request(2)));

    [Fact]
    public void Shared_DifferentInTheLines_IsRefused()
    {
        var error = Assert.Throws<WireFormatException>(() => Write($"<R {Uhit}><E>{{esiId}}</E></R>", TemplateFixture.Request(2)));

        Assert.Equal("values-differ", error.Code);
        Assert.Equal("R/E (esiId)", error.Path);
    }

    [Fact]
    public void Code_ThatNoTableHas_GoesAsItCame_UnlessItWouldBeTakenForAnother()
    {
        var template = $"<V {Uhit}><S uhit:each='line'>{{status:codes(status)}}</S></V>";

        Assert.Equal("<V><S>A</S><S>New</S></V>", TemplateFixture.Write(MessageKind.Validation, template, Verdicts("Validated", "New")));
        Assert.Equal(
            "bad-value",
            Assert.Throws<WireFormatException>(() => TemplateFixture.Write(MessageKind.Validation, template, Verdicts("R"))).Code);
    }

    [Fact]
    public void Scale_ThatWouldRound_IsRefused() =>
        Assert.Throws<WireFormatException>(() => Write("<R>{period.days:scale(7)}</R>", TemplateFixture.Request()));

    [Fact]
    public void Error_HoldsNoPersonalData()
    {
        var message = TemplateFixture.Request(change: line =>
            line with { Authorization = line.Authorization with { CustomerName = "Jane\u0001Doe" } });

        var error = Assert.Throws<WireFormatException>(() => Write("<R><N>{authorization.customerName}</N></R>", message));

        Assert.DoesNotContain("Jane", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Message_Frame_WritesSeveralElements() =>
        Assert.Equal(
            "<A>R1</A><B>M1</B>",
            Write($"<uhit:message {Uhit}><A>{{requestId}}</A><B>{{messageId}}</B></uhit:message>", TemplateFixture.Request()));

    [Fact]
    public void SameMessage_Twice_IsTheSameBytes()
    {
        var template = TemplateFixture.Compile(
            MessageKind.Request, $"<R {Uhit} a='{{requestId}}'><L uhit:each='line'>{{esiId}}</L></R>", out _)!;

        Assert.Equal(
            TemplateFixture.Write(template, TemplateFixture.Request(3)), TemplateFixture.Write(template, TemplateFixture.Request(3)));
    }

    [Fact]
    public void Prefix_OfATypeInAttribute_StaysDeclared() =>
        Assert.Contains("xmlns:t=\"urn:t\"", Write(
            "<R xmlns:t='urn:t' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='t:Special'>{requestId}</R>",
            TemplateFixture.Request()), StringComparison.Ordinal);

    private static string Write(string template, InquiryMessage message) => TemplateFixture.Write(MessageKind.Request, template, message);

    private static WireCallback Verdicts(params string[] statuses) => new()
    {
        Operation = UhitOperation.NotifyValidation,
        Header = TemplateFixture.Request().Header,
        Validations = [.. statuses.Select((status, i) => new LineValidation
        {
            LineNumber = i + 1,
            EsiId = EsiId.Parse("1008901000000000000001"),
            Status = new ValidationStatus(status),
        })],
    };
}
