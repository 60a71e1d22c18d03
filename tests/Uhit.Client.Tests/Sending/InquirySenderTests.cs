using System.IO.Compression;
using System.Security.Authentication;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Uhit.Client.SecondContract;
using Uhit.Client.Sending;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Http;
using Uhit.Client.Tests.Receiving;
using Uhit.Client.Tests.Wire.Support;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Sending;

/// <summary>The generated proxy on our own handlers, over real mutual TLS.</summary>
public sealed class InquirySenderTests : IDisposable
{
    private readonly TransportFixture _fixture = new();
    private readonly SwitchingSource _source;

    public InquirySenderTests() => _fixture.Source = _source = new SwitchingSource(_fixture.Certificates.ThirdParty);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Send_Accepted_IsCheckedOnceAndSentAsTheContractSays(SslProtocols protocols)
    {
        await using var server = await StartAsync(protocols, AcceptAsync);
        await using var sender = Sender(server.Address);
        var first = Message("R-1");

        var reports = new[] { await sender.SendAsync(first, Token), await sender.SendAsync(Message("R-2"), Token) };

        Assert.Equal([SendReportOutcome.Answered, SendReportOutcome.Answered], reports.Select(report => report.Outcome));
        Assert.Equal(["R-1", "R-2"], reports.Select(report => report.Answer!.RequestId.Value));
        Assert.Equal(["HEAD", "POST", "POST"], server.Requests.Select(request => request.Method));
        var sent = server.Requests.ElementAt(1);
        Assert.Equal($"\"{ReferenceWireFormat.Instance.GetAction(UhitOperation.RequestHistoricalUsage)}\"", sent.SoapAction);
        Assert.StartsWith("text/xml", sent.ContentType, StringComparison.Ordinal);
        var arrived = Answers.Read(sent.Body);
        Assert.Equal(first.Header, arrived.Header);
        Assert.Equal(first.Inquiry.Lines.Select(line => line.EsiId), arrived.Inquiry.Lines.Select(line => line.EsiId));
    }

    // Some stacks show the request that they refuse in the fault's detail.
    [Fact]
    public async Task Send_FaultRepeatsASecret_ItIsTakenOut()
    {
        await using var server = await StartAsync(SslProtocols.Tls13, (context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return AnswerAsync(context, Encoding.UTF8.GetString(SoapEnvelopeWriter.FaultToBytes(
                SoapVersion.Soap11, SoapFaultCode.Sender, "Bad <Password>pass&word 1</Password>.",
                writer => writer.WriteElementString("Request", "pass&word 1"))));
        });
        var transport = _fixture.Transport();
        await using var sender = new InquirySender(
            server.Address, ReferenceWireFormat.Instance, transport, new ConnectionGate(server.Address, transport, _source, false), null,
            new WireSecrets([KeyValuePair.Create("cnp-password", "pass&word 1")]));

        var report = await sender.SendAsync(Message("R-1"), Token);

        var failure = Assert.IsType<UhitServiceException>(report.Failure);
        Assert.Equal("Bad <Password>…</Password>.", failure.Fault!.Reason);
        Assert.Contains("…", failure.Fault.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("pass&word", failure.Fault + failure.ToString(), StringComparison.Ordinal);
    }

    // A gateway's credentials, and values that name a prefix: they are of no use unless they arrive as they were written.
    [Fact]
    public async Task Send_FormatWritesHeaderBlocks_TheyArriveAsWritten()
    {
        const string Block = "<t:Token xmlns:t=\"urn:t\" xmlns:k=\"urn:k\" xmlns:u=\"urn:unused\" k:type=\"u:Plain\" id=\"1\">"
            + "<t:User k:kind=\"x\">rep</t:User> and <Other xmlns=\"urn:o\">more</Other></t:Token>";
        byte[] sent = [];
        await using var server = await StartAsync(SslProtocols.Tls13, (context, body) =>
        {
            sent = body;
            return AcceptAsync(context, body);
        });
        await using var sender = Sender(server.Address, AlteredFormat.With((nameof(SimulatedWireFormat.WriteHeaders), args =>
        {
            XElement.Parse(Block, LoadOptions.PreserveWhitespace).WriteTo((XmlWriter)args[0]!);
            return null;
        }
        )));

        var report = await sender.SendAsync(Message("R-1"), Token);

        Assert.Equal(SendReportOutcome.Answered, report.Outcome);
        var block = Assert.Single(
            XDocument.Parse(Encoding.UTF8.GetString(sent), LoadOptions.PreserveWhitespace).Descendants(XName.Get("Token", "urn:t")));
        var expected = XElement.Parse(Block, LoadOptions.PreserveWhitespace);
        Assert.Equal(
            expected.Attributes().Select(attribute => attribute.ToString()).Order(StringComparer.Ordinal),
            block.Attributes().Select(attribute => attribute.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(expected.Value, block.Value);
        Assert.Equal("x", (string?)block.Elements().First().Attribute(XName.Get("kind", "urn:k")));
        Assert.Equal(
            expected.Descendants().Select(element => element.Name), block.Descendants().Select(element => element.Name));
    }

    // A block without a prefix of its own, and one in no namespace beside it.
    [Theory]
    [InlineData("<Token xmlns=\"urn:t\" id=\"1\"><User>rep</User></Token>")]
    [InlineData("<Token xmlns=\"urn:t\" xmlns:u=\"urn:unused\" kind=\"u:Plain\"/>")]
    [InlineData("<t:Token xmlns:t=\"urn:t\" xmlns=\"urn:d\"><User>rep</User></t:Token>")]
    public async Task Send_HeaderBlockWithADefaultNamespace_ArrivesAsWritten(string block)
    {
        byte[] sent = [];
        WireHeaderContext? told = null;
        await using var server = await StartAsync(SslProtocols.Tls13, (context, body) =>
        {
            sent = body;
            return AcceptAsync(context, body);
        });
        await using var sender = Sender(server.Address, AlteredFormat.With((nameof(SimulatedWireFormat.WriteHeaders), args =>
        {
            told = args[1] as WireHeaderContext ?? told;
            XElement.Parse(block, LoadOptions.PreserveWhitespace).WriteTo((XmlWriter)args[0]!);
            return null;
        }
        )));
        var message = Message("R-1");

        var report = await sender.SendAsync(message, Token);

        Assert.Equal(SendReportOutcome.Answered, report.Outcome);
        var arrived = Assert.Single(XDocument.Parse(Encoding.UTF8.GetString(sent)).Descendants(XName.Get("Token", "urn:t")));
        var expected = XElement.Parse(block);
        Assert.Equal(
            expected.DescendantsAndSelf().Select(element => element.Name), arrived.DescendantsAndSelf().Select(element => element.Name));
        Assert.All(
            expected.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration),
            attribute => Assert.Equal(attribute.Value, (string?)arrived.Attribute(attribute.Name)));
        Assert.Equal(
            expected.GetNamespaceOfPrefix("u"), arrived.GetNamespaceOfPrefix("u"));
        Assert.Equal(
            (UhitOperation.RequestHistoricalUsage, false, message.Header, server.Address),
            (told!.Operation, told.IsAnswer, told.Header, told.To));
    }

    // A request whose bytes begin with a mark is refused by some parsers.
    [Fact]
    public async Task Send_Plain_BeginsWithTheEnvelope()
    {
        await using var server = await StartAsync(SslProtocols.Tls13, AcceptAsync);
        await using var sender = Sender(server.Address);

        await sender.SendAsync(Message("R-1"), Token);

        var sent = server.Requests.Last();
        Assert.Equal((byte)'<', sent.Body[0]);
        Assert.Equal("text/xml; charset=utf-8", sent.ContentType);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_Disposed_IsNotSent(bool isAsync)
    {
        await using var server = await StartAsync(SslProtocols.Tls13, AcceptAsync);
        var sender = Sender(server.Address);
        await sender.SendAsync(Message("R-1"), Token);
        var before = server.Requests.Count;
        if (isAsync)
        {
            await sender.DisposeAsync();
        }
        else
        {
            sender.Dispose();
        }

        var report = await sender.SendAsync(Message("R-2"), Token);

        Assert.Equal((SendReportOutcome.NotSent, ConnectionFailure.Interrupted), (report.Outcome, FailureOf(report)));
        Assert.Equal(before, server.Requests.Count);
    }

    [Fact]
    public async Task Send_FormatCanNotWriteTheInquiry_IsNotSent()
    {
        await using var server = await StartAsync(SslProtocols.Tls13, AcceptAsync);
        await using var sender = Sender(server.Address, AlteredFormat.With((
            nameof(SimulatedWireFormat.WriteInquiry), _ => throw new InvalidOperationException())));

        var report = await sender.SendAsync(Message("R-1"), Token);

        Assert.Equal((SendReportOutcome.NotSent, ConnectionFailure.Interrupted), (report.Outcome, FailureOf(report)));
        Assert.DoesNotContain(server.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task Send_ManyAtATime_EachGetsItsOwnAnswer()
    {
        await using var server = await StartAsync(SslProtocols.Tls13, AcceptAsync);
        await using var sender = Sender(server.Address);
        var ids = Enumerable.Range(1, 30).Select(i => $"R-{i}").ToList();

        var reports = await Task.WhenAll(ids.Select(id => sender.SendAsync(Message(id), Token)));

        Assert.Equal(ids, reports.Select(report => report.Answer?.RequestId.Value));
    }

    [Fact]
    public async Task Send_SecondContract_GoesThroughTheSameProxyInSoap12()
    {
        var format = new SecondWireFormat();
        await using var server = await StartAsync(
            SslProtocols.Tls13,
            (context, body) => AnswerAsync(context, Answers.Accepted(Answers.Read(body, format).Header, format), format));
        await using var sender = Sender(server.Address, format);

        var report = await sender.SendAsync(Message("R-1"), Token);

        Assert.Equal((SendReportOutcome.Answered, "R-1"), (report.Outcome, report.Answer?.RequestId.Value));
        var sent = server.Requests.Last();
        Assert.Equal(SoapVersion.Soap12, format.SoapVersion);
        Assert.StartsWith("application/soap+xml", sent.ContentType, StringComparison.Ordinal);
        Assert.Contains($"action=\"{format.GetAction(UhitOperation.RequestHistoricalUsage)}\"", sent.ContentType, StringComparison.Ordinal);
    }

    public static TheoryData<string, string?, ConnectionFailure?> Compressions => new()
    {
        { "gzip", "gzip", null },
        { "gzip", "GZIP", null },
        { "gzip", "x-gzip", null },
        { "gzip", null, null },
        { "gzip", "deflate", ConnectionFailure.ResponseMalformed },
        { "gzip", "gzip, gzip", ConnectionFailure.ResponseMalformed },
        { "plain", "gzip", ConnectionFailure.ResponseMalformed },
        { "cut", "gzip", ConnectionFailure.ResponseMalformed },
        { "members", "gzip", null },
        { "bomb", "gzip", ConnectionFailure.ResponseTooLarge },
    };

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task Send_CompressedAnswer_IsTakenWithinTheLimit(string bytes, string? encoding, ConnectionFailure? failure)
    {
        string? asked = null;
        await using var server = await StartAsync(SslProtocols.Tls13, async (context, request) =>
        {
            asked = context.Request.Headers.AcceptEncoding;
            var answer = Encoding.UTF8.GetBytes(Answers.Accepted(Answers.Read(request).Header));
            var body = bytes switch
            {
                "plain" => answer,
                "cut" => Gzip(answer)[..^20],
                "members" => [.. Gzip(answer[..100]), .. Gzip(answer[100..])],
                "bomb" => Gzip(new byte[64 * 1024 * 1024]),
                _ => encoding is null ? answer : Gzip(answer),
            };
            context.Response.ContentType = "text/xml; charset=utf-8";
            context.Response.Headers.ContentEncoding = encoding;
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        });
        await using var sender = Sender(server.Address);

        var report = await sender.SendAsync(Message("R-1"), Token);

        Assert.Equal("gzip", asked);
        Assert.Equal(failure is null ? SendReportOutcome.Answered : SendReportOutcome.Uncertain, report.Outcome);
        Assert.Equal(failure, failure is null ? null : FailureOf(report));
    }

    // Some gateways say gzip and send nothing, or not that: the status is the verdict.
    [Theory]
    [InlineData(403, false, SendReportOutcome.Refused)]
    [InlineData(404, true, SendReportOutcome.Refused)]
    [InlineData(503, false, SendReportOutcome.Uncertain)]
    public async Task Send_RefusalWithBrokenCompression_IsJudgedByItsStatus(int status, bool hasBody, object outcome)
    {
        await using var server = await StartAsync(SslProtocols.Tls13, async (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.ContentEncoding = "gzip";
            context.Response.Headers.RetryAfter = "7";
            await context.Response.Body.WriteAsync(hasBody ? "no"u8.ToArray() : [], context.RequestAborted);
        });
        await using var sender = Sender(server.Address);

        var report = await sender.SendAsync(Message("R-1"), Token);

        Assert.Equal((SendReportOutcome)outcome, report.Outcome);
        Assert.Equal(
            (status, TimeSpan.FromSeconds(7)),
            ((int)Assert.IsType<UhitServiceException>(report.Failure).StatusCode, report.Failure!.RetryAfter));
    }

    // Code that never comes back can't be ended, so the caller does not wait for it.
    [Fact]
    public async Task Send_FormatThatHangsOnTheAnswer_IsUncertainWhenTheTimeIsOver()
    {
        using var over = new CancellationTokenSource();
        using var release = new ManualResetEventSlim();
        var format = ScriptedWireFormat.Reading(_ =>
        {
            over.Cancel();
            release.Wait(TimeSpan.FromMinutes(5));
        });
        await using var server = await StartAsync(SslProtocols.Tls13, AcceptAsync);
        await using var sender = Sender(server.Address, format);

        var report = await sender.SendAsync(Message("R-1"), over.Token).WaitAsync(TimeSpan.FromSeconds(60), Token);
        release.Set();

        Assert.Equal(SendReportOutcome.Uncertain, report.Outcome);
    }

    [Fact]
    public async Task Send_FaultOfTheContract_IsRefusedWithItsCode()
    {
        await using var server = await StartAsync(SslProtocols.Tls13, (context, _) =>
        {
            context.Response.StatusCode = 500;
            return AnswerAsync(context, Answers.Fault(SoapVersion.Soap11, SoapFaultCode.Sender, "SchemaInvalid"));
        });
        await using var sender = Sender(server.Address);

        var report = await sender.SendAsync(Message("R-1"), Token);

        Assert.Equal(
            (SendReportOutcome.Refused, "SchemaInvalid"), (report.Outcome, Assert.IsType<UhitServiceException>(report.Failure).FaultCode));
    }

    [Fact]
    public async Task Send_ServerNeverSays100_IsAnswered()
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            var request = await c.ReadRequestAsync();
            var isCheck = request!.StartsWith("HEAD ", StringComparison.Ordinal);
            await c.AnswerAsync(isCheck ? "" : Answers.Accepted(Message("R-1").Header), isCheck ? "405 No" : "200 OK");
        });
        await using var sender = Sender(server.Address);

        Assert.Equal(SendReportOutcome.Answered, (await sender.SendAsync(Message("R-1"), Token)).Outcome);
        Assert.DoesNotContain("Expect:", string.Concat(server.Requests), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Send_CancelledWhileCnpThinks_IsAbortedAndUncertain()
    {
        var arrived = new TaskCompletionSource();
        var aborted = new TaskCompletionSource();
        await using var server = await StartAsync(SslProtocols.Tls13, async (context, _) =>
        {
            await using var registration = context.RequestAborted.Register(aborted.SetResult);
            arrived.SetResult();
            await aborted.Task;
        });
        await using var sender = Sender(server.Address);
        using var stop = new CancellationTokenSource();
        var sending = sender.SendAsync(Message("R-1"), stop.Token);
        await Task.WhenAny(arrived.Task, sending);

        await stop.CancelAsync();

        var report = await sending;
        await aborted.Task.WaitAsync(Token);
        Assert.Equal((SendReportOutcome.Uncertain, ConnectionFailure.Interrupted), (report.Outcome, FailureOf(report)));
    }

    [Fact]
    public async Task Send_CancelledBefore_IsNotSent()
    {
        await using var server = await StartAsync(SslProtocols.Tls13, AcceptAsync);
        await using var sender = Sender(server.Address);

        var report = await sender.SendAsync(Message("R-1"), new CancellationToken(canceled: true));

        Assert.Equal((SendReportOutcome.NotSent, ConnectionFailure.Interrupted), (report.Outcome, FailureOf(report)));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Send_ServerHasOtherRoots_IsFoundBeforeAnythingOfTheInquiryLeaves(SslProtocols protocols)
    {
        using var stranger = _fixture.Certificates.IssueAuthority("CN=Other CA");
        await using var server = await InquiryServer.StartAsync(_fixture.Certificates.Cnp, stranger, protocols, AcceptAsync);
        await using var sender = Sender(server.Address);

        var report = await sender.SendAsync(Message("R-1"), Token);

        Assert.Equal(SendReportOutcome.NotSent, report.Outcome);
        Assert.Contains(FailureOf(report), new[] { ConnectionFailure.ClosedAfterHandshake, ConnectionFailure.ClientCertificateRefused });
        Assert.Contains("certificate", report.Failure!.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(server.Requests);
    }

    // What the check is for: without it, bytes have left by the time a TLS 1.3 server refuses.
    [Fact]
    public async Task Send_ServerHasOtherRootsAndNoCheck_IsUncertain()
    {
        using var stranger = _fixture.Certificates.IssueAuthority("CN=Other CA");
        await using var server = await InquiryServer.StartAsync(_fixture.Certificates.Cnp, stranger, SslProtocols.Tls13, AcceptAsync);
        await using var sender = Sender(server.Address, check: false);

        var report = await sender.SendAsync(Message("R-1"), Token);

        Assert.Equal((SendReportOutcome.Uncertain, ConnectionFailure.ClosedAfterHandshake), (report.Outcome, FailureOf(report)));
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static Task AcceptAsync(HttpContext context, byte[] request) =>
        AnswerAsync(context, Answers.Accepted(Answers.Read(request).Header));

    private static Task AnswerAsync(HttpContext context, string answer, SimulatedWireFormat? format = null)
    {
        context.Response.ContentType = SoapEnvelopeWriter.ContentType(format?.SoapVersion ?? SoapVersion.Soap11, null);
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer), context.RequestAborted).AsTask();
    }

    private static InquiryMessage Message(string id)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));
        var header = new MessageHeader
        {
            AuthenticationId = AuthenticationId.Parse("123456789"),
            RequestId = RequestId.Parse(id),
            MessageId = MessageId.Parse("M" + id),
            SentAt = time.GetUtcNow(),
        };
        return new InquiryMessage(header, new InquiryBuilder(time).AddLines(2).Build());
    }

    private static ConnectionFailure FailureOf(SendReport report) => Assert.IsType<UhitConnectionException>(report.Failure).Failure;

    private Task<InquiryServer> StartAsync(SslProtocols protocols, Func<HttpContext, byte[], Task> answer) =>
        InquiryServer.StartAsync(_fixture.Certificates.Cnp, _fixture.Certificates.Authority, protocols, answer);

    private InquirySender Sender(Uri address, SimulatedWireFormat? format = null, bool check = true)
    {
        format ??= ReferenceWireFormat.Instance;
        var transport = _fixture.Transport();
        return new InquirySender(address, format, transport, new ConnectionGate(address, transport, _source, check));
    }
}
