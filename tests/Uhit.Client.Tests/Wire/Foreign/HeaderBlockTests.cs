using System.Security.Authentication;
using System.ServiceModel;
using System.ServiceModel.Channels;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Receiving;
using Uhit.Client.Sending;
using Uhit.Client.Sending.Wcf;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Http;
using Uhit.Client.Tests.Inbox;
using Uhit.Client.Tests.Receiving;
using Uhit.Client.Tests.Sending;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Reference.Generated;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Wire.Foreign;

/// <summary>Header blocks that have to be understood: those of others' stacks, of a list and of a
/// wire format are; what is not is named.</summary>
public sealed class HeaderBlockTests
{
    private const string Wsa = "http://www.w3.org/2005/08/addressing";
    private const string Wsa2004 = "http://schemas.xmlsoap.org/ws/2004/08/addressing";

    private static string Action => Client.Wire.ReferenceWireFormat.Instance.GetAction(UhitOperation.NotifyValidation);

    public static TheoryData<string> Understood => new(
        $"<a:To xmlns:a='{Wsa}' s:mustUnderstand='1'>https://elsewhere.example/</a:To>",
        $"<a:Action xmlns:a='{Wsa}' s:mustUnderstand='1'>{{action}}</a:Action>",
        $"<a:Action xmlns:a='{Wsa}' s:mustUnderstand='1'> {{action}}\n</a:Action><a:To xmlns:a='{Wsa}' s:mustUnderstand='1'/><a:MessageID "
            + $"xmlns:a='{Wsa}' s:mustUnderstand='1'>urn:uuid:1</a:MessageID>",
        $"<a:ReplyTo xmlns:a='{Wsa}' s:mustUnderstand='1'><a:Address>{Wsa}/anonymous</a:Address></a:ReplyTo>",
        $"<a:ReplyTo xmlns:a='{Wsa2004}' s:mustUnderstand='1'><a:Address>{Wsa2004}/role/anonymous</a:Address></a:ReplyTo>"
            + $"<a:To xmlns:a='{Wsa2004}' s:mustUnderstand='1'/>",
        $"<a:ReplyTo xmlns:a='{Wsa}'><a:Address>https://elsewhere.example/</a:Address></a:ReplyTo>",
        $"<a:Action xmlns:a='{Wsa}'>urn:of-another-stack</a:Action>",
        "<Action s:mustUnderstand='1' xmlns='http://schemas.microsoft.com/ws/2005/05/addressing/none'>{action}</Action>",
        "<l:Trace xmlns:l='urn:listed' s:mustUnderstand='1'><l:Id>1</l:Id></l:Trace>",
        "<o:Other xmlns:o='urn:other' s:mustUnderstand='0'/>",
        "<o:Other xmlns:o='urn:other'/>");

    public static TheoryData<string, string?> Refused => new()
    {
        { "<o:Other xmlns:o='urn:other' s:mustUnderstand='1'/>", "{urn:other}Other" },
        { "<l:Other xmlns:l='urn:listed' s:mustUnderstand='1'/>", "{urn:listed}Other" },
        { "<Plain s:mustUnderstand='1'/>", "{}Plain" },
        { $"<a:ReplyTo xmlns:a='{Wsa}' s:mustUnderstand='1'><a:Address>https://elsewhere.example/</a:Address></a:ReplyTo>",
            "{" + Wsa + "}ReplyTo" },
        { $"<a:FaultTo xmlns:a='{Wsa}' s:mustUnderstand='1'><a:Address>{Wsa}/none</a:Address></a:FaultTo>", "{" + Wsa + "}FaultTo" },
        { $"<a:Unknown xmlns:a='{Wsa}' s:mustUnderstand='1'/>", "{" + Wsa + "}Unknown" },
        { $"<w:Security xmlns:w='{TokenWireFormat.Wsse}' s:mustUnderstand='1'/><a:To xmlns:a='{Wsa}' s:mustUnderstand='1'/>",
            "{" + TokenWireFormat.Wsse + "}Security" },
        { $"<a:Action xmlns:a='{Wsa}' s:mustUnderstand='1'>urn:another-operation</a:Action>", null },
        { $"<a:To xmlns:a='{Wsa}' s:mustUnderstand='1'>{string.Concat(Enumerable.Repeat("<x/>", 5000))}</a:To>", null },
        { $"<a:To xmlns:a='{Wsa}' s:mustUnderstand='1'>{string.Concat(Enumerable.Repeat("<x y='" + new string('z', 30_000) + "'/>", 10))}</"
            + "a:To>", null },
        { string.Concat(Enumerable.Repeat($"<a:Action xmlns:a='{Wsa}' s:mustUnderstand='1'>{Action}</a:Action>", 2)), null },
        { "<xml:x s:mustUnderstand='1'/>", "{http://www.w3.org/XML/1998/namespace}x" },
    };

    [Theory]
    [MemberData(nameof(Understood))]
    public async Task Handle_BlockThatIsUnderstood_IsTaken(string block)
    {
        foreach (var version in Enum.GetValues<SoapVersion>())
        {
            using var fixture = await ReceiverFixture.CreateAsync(understoodHeaders: ["{urn:listed}Trace"]);
            var response = await fixture.SendAsync(
                WithHeader(block.Replace("{action}", Action, StringComparison.Ordinal), version), version);
            Assert.True(response.StatusCode == 200, CallbackMessages.Text(response.Body.ToArray()));
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Handle_BlockThatIsNotUnderstood_IsNamedInFaultAndLog(string block, string? name)
    {
        foreach (var version in Enum.GetValues<SoapVersion>())
        {
            using var fixture = await ReceiverFixture.CreateAsync(understoodHeaders: ["{urn:listed}Trace"]);

            var response = await fixture.SendAsync(WithHeader(block, version), version);

            Assert.Equal(500, response.StatusCode);
            var fault = ReceiverFixture.FaultOf(response);
            Assert.Equal(name is null ? SoapFaultCode.Sender : SoapFaultCode.MustUnderstand, fault.Code);
            if (name is not null)
            {
                Assert.Contains(name, fault.Reason, StringComparison.Ordinal);
                Assert.Contains(
                    fixture.Log.Collector.GetSnapshot(),
                    record => record.Id.Id == 1207 && record.Message.Contains(name, StringComparison.Ordinal));
                var named = XDocument.Parse(CallbackMessages.Text(response.Body.ToArray()))
                    .Descendants(XName.Get("NotUnderstood", "http://www.w3.org/2003/05/soap-envelope")).ToList();
                Assert.Equal(version == SoapVersion.Soap12 ? [name] : [], named.Select(Resolved));
            }
        }
    }

    // A block for another node is nobody's business here, whatever it demands.
    [Theory]
    [InlineData(SoapVersion.Soap11, "s:actor='urn:somebody'")]
    [InlineData(SoapVersion.Soap12, "s:role='urn:somebody'")]
    [InlineData(SoapVersion.Soap12, "s:role='http://www.w3.org/2003/05/soap-envelope/role/none'")]
    public async Task Handle_BlockForAnother_IsTaken(SoapVersion version, string role)
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        Assert.Equal(
            200,
            (await fixture.SendAsync(
                WithHeader($"<o:Other xmlns:o='urn:other' {role} s:mustUnderstand='1'/>", version), version)).StatusCode);
    }

    // WCF's own client, as CNP may run it: wsa:To and wsa:Action have to be understood.
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Handle_WcfClientWithAddressing_IsTakenAndReadsTheAnswer(bool soap12, bool of2004)
    {
        using var fixture = await ReceiverFixture.CreateAsync();
        var envelope = soap12 ? EnvelopeVersion.Soap12 : EnvelopeVersion.Soap11;
        var addressing = of2004 ? AddressingVersion.WSAddressingAugust2004 : AddressingVersion.WSAddressing10;
        var version = MessageVersion.CreateVersion(envelope, addressing);
        var binding = new CustomBinding(
            new TextMessageEncodingBindingElement(version, new UTF8Encoding(false)),
            new HttpsTransportBindingElement { UseDefaultWebProxy = false });
        var factory = new ChannelFactory<IUsageHistoryCallback>(binding, new EndpointAddress("https://receiver.example/uhit/callback"));
        using var handler = new ReceiverHandler(fixture);
        factory.Endpoint.EndpointBehaviors.Add(new WcfBehavior(handler));
        await using var proxy = new UsageHistoryCallbackProxy(factory);
        using var body = XmlReader.Create(new StringReader(Content()));
        using var request = Message.CreateMessage(version, Action, body);

        using var reply = await proxy.NotifyValidationAsync(request);

        Assert.Contains("mustUnderstand", handler.Sent, StringComparison.Ordinal);
        Assert.Contains(of2004 ? Wsa2004 : Wsa, handler.Sent, StringComparison.Ordinal);
        Assert.False(reply.IsFault);
        Assert.Contains("Accepted", reply.GetReaderAtBodyContents().ReadOuterXml(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secret", true)]
    [InlineData("wrong", false)]
    [InlineData(null, false)]
    public async Task Handle_UsernameTokenOfTheFormat_IsReadAndWritten(string? password, bool isTaken)
    {
        using var fixture = await ReceiverFixture.CreateAsync(format: TokenWireFormat.With("secret"));
        var block = password is null
            ? string.Empty
            : SoapHeaders.Of(TokenWireFormat.With(password), UhitOperation.NotifyValidation, isAnswer: false).Single().ToString();

        var response = await fixture.SendAsync(WithHeader(block, SoapVersion.Soap11));

        Assert.Equal(isTaken ? 200 : 500, response.StatusCode);
        Assert.Equal(isTaken, CallbackMessages.Text(response.Body.ToArray()).Contains("UsernameToken>", StringComparison.Ordinal));
        Assert.DoesNotContain(fixture.Log.Collector.GetSnapshot(), record => record.Message.Contains("secret", StringComparison.Ordinal));
        if (isTaken)
        {
            // The answer is stored, its header blocks are not: they may be secret, and new each time.
            var again = await fixture.SendAsync(WithHeader(block, SoapVersion.Soap11));
            Assert.Equal(response.Body.ToArray(), again.Body.ToArray());
            using var envelope = SoapEnvelope.Open(
                again.Body, Client.Wire.MessageLimits.Default, new SoapHeaders(TokenWireFormat.With("secret")), CancellationToken.None);
            Assert.Single(envelope.Headers);
            var stored = new AnswerWriter(TokenWireFormat.With("secret"), fixture.Receiver.Options).Write(
                SoapVersion.Soap11,
                new WireCallback { Operation = UhitOperation.NotifyValidation, Header = CallbackMessages.Header("V-1") },
                Client.Wire.ReferenceWireFormat.Instance.ReadCallbackAnswer(UhitOperation.NotifyValidation, envelope));
            Assert.DoesNotContain("secret", CallbackMessages.Text(stored), StringComparison.Ordinal);
        }
    }

    // What was acknowledged can be used whatever became of the password since.
    [Fact]
    public async Task Adopt_MessageThatCameUnderAnotherPasswordAndOtherHeaders_IsReadAsItWasTaken()
    {
        var token = SoapHeaders.Of(TokenWireFormat.With("old"), UhitOperation.NotifyValidation, isAnswer: false).Single();
        await using var fixture = await RoomFixture.CreateAsync(received: TokenWireFormat.With("old"), format: TokenWireFormat.With("new"));
        Assert.Equal(200, (await fixture.Receiver.SendAsync(WithHeader(token.ToString(), SoapVersion.Soap11))).StatusCode);

        var result = await fixture.ImportAsync();

        Assert.Equal((1, 0), (result.Adopted, result.NotReadable));
    }

    [Fact]
    public void Open_StoredMessage_DemandsNothing()
    {
        var message = WithHeader("<o:Other xmlns:o='urn:other' s:mustUnderstand='1'/>", SoapVersion.Soap11);
        Assert.Throws<SoapMessageException>(() =>
            SoapEnvelope.Open(message, Client.Wire.MessageLimits.Default, SoapHeaders.Default, CancellationToken.None));

        using var envelope = SoapEnvelope.Open(
            message, Client.Wire.MessageLimits.Default, SoapHeaders.Default.OfStored(), CancellationToken.None);

        Assert.True(envelope.IsStored);
    }

    [Fact]
    public async Task Send_UsernameTokenOfTheFormat_LeavesInTheHeaderAndItsAnswerIsRead()
    {
        using var fixture = new TransportFixture();
        var format = TokenWireFormat.With("secret");
        var source = new SwitchingSource(fixture.Certificates.ThirdParty);
        fixture.Source = source;
        await using var server = await InquiryServer.StartAsync(
            fixture.Certificates.Cnp, fixture.Certificates.Authority, SslProtocols.Tls13, async (context, request) =>
            {
                using var envelope = SoapEnvelope.Open(
                    request, Client.Wire.MessageLimits.Default, new SoapHeaders(format), CancellationToken.None);
                var answer = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Answers.Accepted(format.ReadInquiry(envelope).Header)));
                var header = SoapHeaders.Of(format, UhitOperation.RequestHistoricalUsage, isAnswer: true).Single();
                context.Response.ContentType = "text/xml; charset=utf-8";
                await context.Response.WriteAsync(
                    answer.Replace("<s:Body>", $"<s:Header>{header}</s:Header><s:Body>", StringComparison.Ordinal), context.RequestAborted);
            });
        var transport = fixture.Transport();
        await using var sender = new InquirySender(
            server.Address, format, transport, new ConnectionGate(server.Address, transport, source, false), new SoapHeaders(format));
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));
        var header = new MessageHeader
        {
            AuthenticationId = AuthenticationId.Parse("123456789"),
            RequestId = RequestId.Parse("R-1"),
            MessageId = MessageId.Parse("M-1"),
            SentAt = time.GetUtcNow(),
        };

        var report = await sender.SendAsync(
            new InquiryMessage(header, new InquiryBuilder(time).AddLines(1).Build()), TestContext.Current.CancellationToken);

        Assert.True(report.Outcome == SendReportOutcome.Answered, report.Failure?.Message);
        var sent = XDocument.Parse(Encoding.UTF8.GetString(server.Requests.Last().Body));
        Assert.Equal("secret", sent.Descendants(XName.Get("Password", TokenWireFormat.Wsse)).Single().Value);
        Assert.Equal("1", sent.Descendants(XName.Get("Security", TokenWireFormat.Wsse)).Single()
            .Attribute(XName.Get("mustUnderstand", TokenWireFormat.Soap))?.Value);
    }

    [Fact]
    public void Read_AnswerWithABlockThatIsNotUnderstood_NamesIt()
    {
        var asked = CallbackMessages.Header("M-1");
        var answer = Answers.Accepted(asked).Replace(
            "<s:Body>", "<s:Header><o:Other xmlns:o='urn:other' s:mustUnderstand='1'/></s:Header><s:Body>", StringComparison.Ordinal);

        var report = new InquiryAnswerReader(Client.Wire.ReferenceWireFormat.Instance).Read(
            new(System.Net.HttpStatusCode.OK, "text/xml", null, Encoding.UTF8.GetBytes(answer)), asked);

        Assert.Equal(SendReportOutcome.Uncertain, report.Outcome);
        Assert.Contains("{urn:other}Other", report.Failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{urn:x}Name", true)]
    [InlineData("{urn:x}", false)]
    [InlineData("{}Name", false)]
    [InlineData("urn:x:Name", false)]
    [InlineData("{urn:x}Na me", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsName_Text_IsJudged(string? name, bool isName) => Assert.Equal(isName, SoapHeaders.IsName(name));

    private static string Content() => XDocument.Parse(CallbackMessages.Text(CallbackMessages.Validation(CallbackMessages.Header("V-1"))))
        .Descendants().First(element => element.Name.LocalName == "NotifyValidation").ToString(SaveOptions.DisableFormatting);

    private static byte[] WithHeader(string blocks, SoapVersion version) => CallbackMessages.Bytes(
        CallbackMessages.Text(CallbackMessages.Validation(CallbackMessages.Header("V-1"), version: version)).Replace(
            "<s:Body>", $"<s:Header>{blocks}</s:Header><s:Body>", StringComparison.Ordinal));

    private static string Resolved(XElement notUnderstood)
    {
        var name = notUnderstood.Attribute("qname")!.Value.Split(':');
        return name.Length == 1 ? "{}" + name[0] : $"{{{notUnderstood.GetNamespaceOfPrefix(name[0])}}}{name[1]}";
    }

    /// <summary>Hands what WCF sends over HTTP to the receiver.</summary>
    private sealed class ReceiverHandler(ReceiverFixture fixture) : HttpMessageHandler
    {
        public string Sent { get; private set; } = string.Empty;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            Sent = Encoding.UTF8.GetString(body);
            var call = fixture.Request(
                "POST", contentType: request.Content.Headers.ContentType?.ToString(), length: body.Length, body: new MemoryStream(body));
            var answer = await fixture.Receiver.HandleAsync(call, cancellationToken);
            var content = new ByteArrayContent(answer.Body.ToArray());
            content.Headers.TryAddWithoutValidation("Content-Type", answer.ContentType);
            return new HttpResponseMessage((System.Net.HttpStatusCode)answer.StatusCode) { Content = content, RequestMessage = request };
        }
    }
}
