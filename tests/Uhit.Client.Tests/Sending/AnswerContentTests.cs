using System.IO.Compression;
using System.Security.Authentication;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Uhit.Client.Receiving;
using Uhit.Client.SecondContract.Enterprise;
using Uhit.Client.Store;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Registration;
using Uhit.Client.Usage;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Sending;

/// <summary>Answers that are empty, or hold the data, over real mutual TLS.</summary>
public sealed class AnswerContentTests : IDisposable
{
    private readonly ClientSettings _settings = new("Test");
    private readonly WireSecrets _secrets = new([KeyValuePair.Create("cnp-user", "rep"), KeyValuePair.Create("cnp-password", "s3cret!")]);
    private readonly List<InquiryMessage> _asked = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _settings.Dispose();

    [Theory]
    [InlineData(202, null)]
    [InlineData(200, null)]
    [InlineData(204, null)]
    [InlineData(202, "\r\n ")]
    [InlineData(200, "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>")]
    [InlineData(
        200, "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><Done xmlns=\"urn:x\"/></s:Body></s:Envelope>")]
    public async Task Submit_AnswerIsEmptyAsTheContractSays_IsAccepted(int status, string? body)
    {
        await using var server = await StartAsync(EnterpriseAnswers.Empty, (context, _) => WriteAsync(context, status, body));
        using var host = await HostAsync(server, EnterpriseAnswers.Empty);

        var result = await Client(host).SubmitAsync(Inquiry(), Token);

        Assert.Equal((SubmitOutcome.Accepted, SendingState.Accepted), (result.Outcome, result.Inquiry!.Sending));
        Assert.Single(_asked);
    }

    [Theory]
    [InlineData(EnterpriseAnswers.Empty, 200, "<html>Sign in</html>")]
    [InlineData(EnterpriseAnswers.Empty, 404, null)]
    [InlineData(EnterpriseAnswers.Empty, 500, null)]
    [InlineData(EnterpriseAnswers.Fetched, 202, null)]
    [InlineData(EnterpriseAnswers.Data, 200, null)]
    [InlineData(EnterpriseAnswers.Data, 200, "<html>Sign in</html>")]
    [InlineData(EnterpriseAnswers.Data, 200, "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>")]
    public async Task Submit_AnswerIsNotAsTheContractSays_IsNeverAccepted(EnterpriseAnswers answers, int status, string? body)
    {
        await using var server = await StartAsync(answers, (context, _) => WriteAsync(context, status, body));
        using var host = await HostAsync(server, answers);

        SendingState sending;
        try
        {
            sending = (await Client(host).SubmitAsync(Inquiry(), Token)).Inquiry!.Sending;
        }
        catch (UhitServiceException e)
        {
            sending = e.Sending!.Value;
        }

        Assert.Equal(SendingState.Uncertain, sending);
    }

    [Fact]
    public async Task Submit_AnswerHoldsTheData_TheyAreStoredAndHandedOut()
    {
        await using var server = await StartAsync(EnterpriseAnswers.Data, (context, message) => AnswerAsync(context, message));
        var delivered = new TaskCompletionSource<UsageDelivered>();
        using var host = await HostAsync(
            server, EnterpriseAnswers.Data, builder => builder.AddHandler<UsageDelivered>("told", (usageEvent, _) =>
            {
                delivered.TrySetResult(usageEvent);
                return Task.CompletedTask;
            }));

        var result = await Client(host).SubmitAsync(Inquiry(), Token);

        Assert.Equal(SubmitOutcome.Accepted, result.Outcome);
        Assert.True(result.Inquiry!.IsComplete);
        var usage = await Client(host).ReadUsageAsync(result.Inquiry!.RequestId, Token).ToListAsync(Token);
        Assert.Equal([123m], usage.SelectMany(history => history.BillingPeriods).Select(period => period.Usage));
        var happened = await delivered.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.Equal(result.Inquiry!.RequestId, happened.RequestId);
        var stored = await host.Services.GetRequiredKeyedService<IUhitStore>("Test").Inbox
            .ListAsync("Test", InboxRoom.Inbox, Token)
            .ToListAsync(Token);
        Assert.All(stored, entry => Assert.Equal(ServicePeer.Answered, entry.Peer));
        Assert.Equal(2, await CountAsync(host, InboxRoom.Inbox));
    }

    // A crash between the commit of the data and that of the answer, or an answer that was lost: the
    // user sends it again, and CNP answers the same.
    [Fact]
    public async Task Submit_AnsweredAgainWithTheSameData_IsStoredOnce()
    {
        var isFirst = true;
        await using var server = await StartAsync(EnterpriseAnswers.Data, async (context, message) =>
        {
            await AnswerAsync(context, message, cut: isFirst);
            isFirst = false;
        });
        using var host = await HostAsync(server, EnterpriseAnswers.Data);
        var first = await Client(host).SubmitAsync(Inquiry(), Token);
        Assert.Equal(SubmitOutcome.Uncertain, first.Outcome);

        var second = await Client(host).ResendAsync(first.Inquiry!.RequestId, Token);
        Assert.Equal(SubmitOutcome.Accepted, second.Outcome);
        Assert.Equal(2, await CountAsync(host, InboxRoom.Inbox));
        await host.Services.GetRequiredService<IUsageHistoryClient>().AbandonAsync(first.Inquiry!.RequestId, "test", Token);
        Assert.Single(await Client(host).ReadUsageAsync(first.Inquiry!.RequestId, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Submit_DataCanNotBeTranslated_AreKeptAndTheInquiryStandsAsAccepted()
    {
        await using var server = await StartAsync(EnterpriseAnswers.Data, (context, message) => AnswerAsync(
            context, message, usage => usage.Replace("<Usage>123</Usage>", "<Usage>much</Usage>", StringComparison.Ordinal)));
        using var host = await HostAsync(server, EnterpriseAnswers.Data);

        var result = await Client(host).SubmitAsync(Inquiry(), Token);

        Assert.Equal(SubmitOutcome.Accepted, result.Outcome);
        Assert.False(result.Inquiry!.IsComplete);
        Assert.Equal(1, await CountAsync(host, InboxRoom.Unreadable));
        Assert.Equal(1, await CountAsync(host, InboxRoom.Inbox));
    }

    // What comes with a refusal is nobody's.
    [Theory]
    [InlineData(AcknowledgementStatus.Accepted, SubmitOutcome.Accepted, 2)]
    [InlineData(AcknowledgementStatus.Rejected, SubmitOutcome.Rejected, 0)]
    public async Task Submit_AnswerWithData_TheyAreTakenWhereItAccepts(AcknowledgementStatus status, SubmitOutcome outcome, int messages)
    {
        await using var server = await StartAsync(
            EnterpriseAnswers.Data, (context, message) => AnswerAsync(context, message, status: status));
        using var host = await HostAsync(server, EnterpriseAnswers.Data);

        var result = await Client(host).SubmitAsync(Inquiry(), Token);

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(messages, await CountAsync(host, InboxRoom.Inbox));

        // Only what was fetched is confirmed.
        var stored = await host.Services.GetRequiredKeyedService<IUhitStore>("Test").Inquiries
            .FindAsync("Test", result.Inquiry!.RequestId, Token);
        Assert.Null(stored!.Ledger.Fetches);
    }

    // CNP believes that we have the data: called accepted, nobody would ever ask for them again.
    [Fact]
    public async Task Submit_DataAreUnderAnotherAuthenticationId_IsUncertain()
    {
        await using var server = await StartAsync(EnterpriseAnswers.Data, (context, message) => AnswerAsync(
            context, message, text => text.Replace("123456789", "987654321", StringComparison.Ordinal)));
        using var host = await HostAsync(server, EnterpriseAnswers.Data);

        var result = await Client(host).SubmitAsync(Inquiry(), Token);

        Assert.Equal((SubmitOutcome.Uncertain, SendingState.Uncertain), (result.Outcome, result.Inquiry!.Sending));
        Assert.Contains("could not be stored", result.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(host, InboxRoom.Inbox));
    }

    [Fact]
    public async Task Submit_AnswerIsLargerThanTheLimit_IsBrokenOffAndNothingIsStored()
    {
        _settings["Uhit:Test:Callback:MaxBodyBytes"] = "6000000";
        _settings["Uhit:Test:MaxLines"] = "1";
        var brokenOff = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StartAsync(EnterpriseAnswers.Data, async (context, message) =>
        {
            context.Response.ContentType = "text/xml; charset=utf-8";
            await context.Response.WriteAsync(
                "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><GetUsageResponse xmlns=\""
                    + EnterpriseWireFormat.Ns + "\">", Token);
            var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<Filler>text of no use</Filler>", 10_000)));
            try
            {
                for (var sent = 0L; sent < 300_000_000; sent += block.Length)
                {
                    await context.Response.Body.WriteAsync(block, context.RequestAborted);
                }

                // What is written to a connection that is gone is thrown away at once: only that it is gone shows that not all was read.
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                brokenOff.TrySetResult();
            }
        });
        using var host = await HostAsync(server, EnterpriseAnswers.Data);

        var result = await Client(host).SubmitAsync(Inquiry(), Token);

        Assert.Equal(SubmitOutcome.Uncertain, result.Outcome);
        Assert.Contains("Callback:MaxBodyBytes", result.Failure!.Message, StringComparison.Ordinal);
        await brokenOff.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);
    }

    [Theory]
    [InlineData(' ')]
    [InlineData('<')]
    [InlineData('\0')]
    public async Task Submit_AnswerIsAGzipBomb_IsBrokenOff(char filler)
    {
        await using var server = await StartAsync(EnterpriseAnswers.Data, async (context, message) =>
        {
            context.Response.ContentType = "text/xml";
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
            await gzip.WriteAsync(
                Encoding.UTF8.GetBytes("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"), Token);
            var block = new byte[1024 * 1024];
            Array.Fill(block, (byte)filler);
            try
            {
                for (var i = 0; i < 600; i++)
                {
                    await gzip.WriteAsync(block, context.RequestAborted);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException)
            {
            }
        });
        using var host = await HostAsync(server, EnterpriseAnswers.Data);

        var result = await Client(host).SubmitAsync(Inquiry(), Token);

        Assert.Equal(SubmitOutcome.Uncertain, result.Outcome);
        Assert.Equal(0, await CountAsync(host, InboxRoom.Inbox) + await CountAsync(host, InboxRoom.Unreadable));
    }

    [Fact]
    public async Task Submit_DataBeyondWhatIsKeptInMemory_Stream()
    {
        await using var server = await StartAsync(
            EnterpriseAnswers.Data, (context, message) => AnswerAsync(context, message, lines: 9_000));
        using var host = await HostAsync(server, EnterpriseAnswers.Data);

        var result = await Client(host).SubmitAsync(Inquiry(), Token);

        Assert.Equal(SubmitOutcome.Accepted, result.Outcome);
        Assert.True(result.Inquiry!.IsComplete);
    }

    private async Task AnswerAsync(
        HttpContext context, InquiryMessage message, Func<string, string>? spoil = null, bool cut = false, int lines = 1,
        AcknowledgementStatus status = AcknowledgementStatus.Accepted)
    {
        var format = Format(EnterpriseAnswers.Data);
        var header = message.Header;
        MessageHeader Header(string id) => header with
        {
            MessageId = MessageId.Parse(id + header.RequestId.Value),
            SentAt = new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero),
        };
        var usage = UsageOf(message.Inquiry.Lines[0].EsiId);
        WireCallback[] content =
        [
            new()
            {
                Operation = UhitOperation.NotifyValidation,
                Header = Header("V"),
                Validations =
                    [new LineValidation { LineNumber = 1, EsiId = message.Inquiry.Lines[0].EsiId, Status = ValidationStatus.Validated }],
            },
            new()
            {
                Operation = UhitOperation.DeliverHistoricalUsage,
                Header = Header("D"),
                Part = new DeliveryPart(DeliveryId.Parse("D-1"), 1, 1),
                Usage = Enumerable.Repeat(usage, lines),
            },
        ];
        var acknowledgement = new Acknowledgement
        {
            RequestId = header.RequestId,
            MessageId = header.MessageId,
            ReceivedAt = header.SentAt!.Value,
            Status = status,
        };
        var text = Encoding.UTF8.GetString(
            SoapEnvelopeWriter.ToBytes(SoapVersion.Soap11, writer => format.WriteInquiryAnswer(writer, acknowledgement, content)));
        text = spoil?.Invoke(text) ?? text;
        await WriteAsync(context, 200, cut ? text[..(text.Length / 2)] : text);
    }

    private static UsageHistory UsageOf(EsiId id) => new()
    {
        LineNumber = 1,
        EsiId = id,
        CustomerName = new string('x', 190),
        BillingPeriods = [new BillingPeriod { StartDate = new DateOnly(2026, 5, 1), EndDate = new DateOnly(2026, 6, 1), Usage = 123m }],
    };

    private static async Task WriteAsync(HttpContext context, int status, string? body)
    {
        context.Response.StatusCode = status;
        if (body is not null)
        {
            context.Response.ContentType = "text/xml; charset=utf-8";
            await context.Response.WriteAsync(body, Token);
        }
    }

    private SimulatedWireFormat Format(EnterpriseAnswers answers) => new EnterpriseWireFormat(answers, _secrets.Get);

    private Task<InquiryServer> StartAsync(EnterpriseAnswers answers, Func<HttpContext, InquiryMessage, Task> answer) =>
        InquiryServer.StartAsync(
            _settings.Certificates.Cnp, _settings.Certificates.Authority, SslProtocols.Tls13, (context, body) =>
            {
                var format = Format(answers);
                using var envelope = SoapEnvelope.Open(body, MessageLimits.Default, new SoapHeaders(format), Token);
                var message = format.ReadInquiry(envelope);
                _asked.Add(message);
                return answer(context, message);
            });

    private async Task<IHost> HostAsync(InquiryServer server, EnterpriseAnswers answers, Action<UhitClientBuilder>? build = null)
    {
        _settings["Uhit:Test:Endpoint"] = server.Address.ToString();
        _settings["Uhit:Test:ServerTrust:RootFiles:0"] = _settings.File("ca.pem");
        _settings["Uhit:Test:Secrets:cnp-user"] = "rep";
        _settings["Uhit:Test:Secrets:CNP_PASSWORD"] = "s3cret!";
        var builder = _settings.Host();
        var client = builder.Services.AddUhitClient("Test").UseInMemoryStore();
        client.UseWireFormat(new EnterpriseWireFormat(answers) { Fits = InquiryShape.Any, Polls = null });
        build?.Invoke(client);
        var host = builder.Build();
        await host.StartAsync(Token);
        return host;
    }

    private static IUsageHistoryClient Client(IHost host) => host.Services.GetRequiredService<IUsageHistoryClient>();

    private static async Task<int> CountAsync(IHost host, InboxRoom room) =>
        await host.Services.GetRequiredKeyedService<IUhitStore>("Test").Inbox.ListAsync("Test", room, Token).CountAsync(Token);

    private static UsageHistoryInquiry Inquiry() => new InquiryBuilder(TimeProvider.System).AddLines(1).Build();
}
