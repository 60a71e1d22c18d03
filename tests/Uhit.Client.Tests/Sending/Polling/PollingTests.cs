using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Uhit.Client.Receiving;
using Uhit.Client.SecondContract.Enterprise;
using Uhit.Client.Store;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Registration;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Tests.Sending.Polling;

/// <summary>A client that fetches, against a desk that holds until it is told, over real mutual
/// TLS; no port for callbacks anywhere.</summary>
public sealed class PollingTests : IAsyncDisposable
{
    private readonly ClientSettings _settings = new("Test");
    private readonly WireSecrets _secrets = new([KeyValuePair.Create("cnp-user", "rep"), KeyValuePair.Create("cnp-password", "s3cret!")]);
    private readonly List<IHost> _hosts = [];
    private PollDesk? _desk;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PollDesk Desk => _desk!;

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
        }

        if (_desk is not null)
        {
            await _desk.DisposeAsync();
        }

        _settings.Dispose();
    }

    [Fact]
    public async Task Host_DataAreReady_TheyAreFetchedStoredConfirmedAndHandedOut()
    {
        var delivered = new TaskCompletionSource<UsageDelivered>();
        var host = await StartAsync(interval: "00:00:00.050", build: builder => builder.AddHandler<UsageDelivered>("told", (happened, _) =>
        {
            delivered.TrySetResult(happened);
            return Task.CompletedTask;
        }));
        var client = Client(host);
        var result = await client.SubmitAsync(Inquiry(2), Token);
        Desk.Hold(PollDesk.Validation(Desk.Asked[0]), PollDesk.Delivery(Desk.Asked[0]));

        var snapshot = await client.WaitAsync(result.Inquiry!.RequestId, Token).WaitAsync(TimeSpan.FromMinutes(1), Token);

        Assert.True(snapshot.IsComplete);
        Assert.Equal(result.Inquiry!.RequestId, (await delivered.Task.WaitAsync(TimeSpan.FromMinutes(1), Token)).RequestId);
        Assert.Equal([123m, 123m], (await client.ReadUsageAsync(result.Inquiry!.RequestId, Token).ToListAsync(Token))
            .SelectMany(usage => usage.BillingPeriods)
            .Select(period => period.Usage));

        // The wait ends as soon as the data are stored, which is before CNP is told so.
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (Desk.Confirmed.Count < 2)
        {
            await host.Services.GetRequiredKeyedService<IUsageHistoryClient>("Test").PollAsync(limit.Token);
        }

        Assert.Equal(
            ["D-" + result.Inquiry!.RequestId.Value, "V-" + result.Inquiry!.RequestId.Value], Desk.Confirmed.Order(StringComparer.Ordinal));
        Assert.Equal(2, await CountAsync(host, InboxRoom.Inbox));
    }

    [Fact]
    public async Task Poll_NothingIsOpen_AsksNothing()
    {
        var host = await StartAsync();

        Assert.Equal(0, await PollAsync(host));
        Assert.Empty(Desk.Fetches);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(204)]
    public async Task Poll_AnswerWithoutABody_NothingIsReady(int status)
    {
        var (host, _) = await SubmittedAsync();
        Desk.OnFetch = (context, _) =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };

        Assert.Equal(0, await PollAsync(host));
    }

    // A crash between the commit and the confirmation, or a confirmation that CNP did not get: it is given out again, and stored once.
    [Fact]
    public async Task Poll_ConfirmationFails_IsFetchedAgainStoredOnceAndConfirmedLater()
    {
        var (host, id) = await SubmittedAsync();
        Desk.Hold(PollDesk.Validation(Desk.Asked[0]), PollDesk.Delivery(Desk.Asked[0]));
        var failures = 3;
        Desk.OnConfirm = (context, _) =>
        {
            var fails = failures-- > 0;
            context.Response.StatusCode = fails ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            return Task.FromResult(fails);
        };

        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<UhitServiceException>(() => PollAsync(host));
        }

        Assert.Equal(1, await CountAsync(host, InboxRoom.Inbox));
        Assert.Equal(1, await PollAsync(host));
        Assert.Equal(2, await CountAsync(host, InboxRoom.Inbox));
        Assert.Equal(["V-" + id.Value, "D-" + id.Value], Desk.Confirmed);
    }

    // The inquiry is finished by then, so nobody would ask for it any more: the ledger remembers.
    [Fact]
    public async Task Poll_NextProcessAfterTheLastMessageWasNotConfirmed_ConfirmsIt()
    {
        var store = new InMemoryUhitStore();
        var (host, id) = await SubmittedAsync(store);
        Desk.Hold(PollDesk.Delivery(Desk.Asked[0]));
        Desk.OnConfirm = (context, _) =>
        {
            context.Abort();
            return Task.FromResult(true);
        };
        await Assert.ThrowsAnyAsync<UhitException>(() => PollAsync(host));
        Assert.True((await Client(host).FindAsync(id, Token))!.IsComplete);
        Desk.OnConfirm = null;

        // CNP does not give it out again meanwhile, as desks do that hide what they gave out.
        Desk.OnFetch = async (context, fetch) =>
        {
            await PollDesk.WriteAsync(context, Desk.Envelope(fetch, null));
            return true;
        };
        var next = await StartAsync(store: store);
        Assert.Equal(0, await PollAsync(next));

        Assert.Equal(["D-" + id.Value], Desk.Confirmed);
        await PollAsync(next);
        Assert.Single(Desk.Confirmed);
    }

    [Fact]
    public async Task Poll_CnpRepeatsAMessageAfterItWasConfirmed_StoredOnceAndNotAskedForEver()
    {
        var (host, _) = await SubmittedAsync();
        var notice = PollDesk.Validation(Desk.Asked[0]);
        Desk.Hold(notice);
        Desk.OnConfirm = (context, confirmation) =>
        {
            Desk.Hold(notice);
            return Task.FromResult(false);
        };
        Desk.OnFetch = async (context, fetch) =>
        {
            await PollDesk.WriteAsync(context, Desk.Envelope(fetch, notice));
            return true;
        };

        Assert.Equal(1, await PollAsync(host));
        Assert.InRange(Desk.Fetches.Count, 2, 3);
        Assert.Equal(1, await CountAsync(host, InboxRoom.Inbox));
    }

    [Fact]
    public async Task Poll_AnswerIsOfAnotherInquiry_IsStoredAsThatOnesAndConfirmedAsThatOnes()
    {
        var host = await StartAsync();
        var first = (await Client(host).SubmitAsync(Inquiry(1), Token)).Inquiry!.RequestId;
        var second = (await Client(host).SubmitAsync(Inquiry(1), Token)).Inquiry!.RequestId;
        Desk.GivesAny = true;
        Desk.Hold(PollDesk.Delivery(Desk.Asked[1]));

        Assert.Equal(1, await PollAsync(host));

        Assert.False((await Client(host).FindAsync(first, Token))!.IsComplete);
        Assert.True((await Client(host).FindAsync(second, Token))!.IsComplete);
        Assert.Equal(1, await CountAsync(host, InboxRoom.Inbox));

        // Both were asked for at the same time, and may both have got it.
        Assert.Equal(["D-" + second.Value], Desk.Confirmed.Distinct());
    }

    [Fact]
    public async Task Poll_InquiryIsNotKnownHere_IsKeptUnmatchedAndConfirmed()
    {
        var (host, _) = await SubmittedAsync();
        var foreign = Desk.Asked[0] with { Header = Desk.Asked[0].Header with { RequestId = RequestId.Parse("R-elsewhere") } };
        Desk.GivesAny = true;
        Desk.Hold(PollDesk.Delivery(foreign));

        Assert.Equal(1, await PollAsync(host));

        Assert.Equal(1, await CountAsync(host, InboxRoom.Unmatched));
        Assert.Single(Desk.Confirmed);
    }

    [Fact]
    public async Task Poll_OtherAuthenticationId_IsNeitherStoredNorConfirmed()
    {
        var (host, _) = await SubmittedAsync();
        Desk.GivesAny = true;
        Desk.Hold(PollDesk.Delivery(
            Desk.Asked[0] with { Header = Desk.Asked[0].Header with { AuthenticationId = AuthenticationId.Parse("987654321") } }));

        await Assert.ThrowsAsync<UhitServiceException>(() => PollAsync(host));

        Assert.Equal(0, await CountAsync(host, InboxRoom.Inbox));
        Assert.Empty(Desk.Confirmed);
    }

    [Fact]
    public async Task Poll_CanNotBeTranslated_IsKeptNotConfirmedAndReplayedByTheWayItCame()
    {
        var (host, id) = await SubmittedAsync();
        Desk.OnFetch = async (context, fetch) =>
        {
            var text = Encoding.UTF8.GetString(Desk.Envelope(fetch, PollDesk.Delivery(Desk.Asked[0])));
            await PollDesk.WriteAsync(
                context, Encoding.UTF8.GetBytes(text.Replace("<Usage>123</Usage>", "<Usage>much</Usage>", StringComparison.Ordinal)));
            return true;
        };

        await Assert.ThrowsAsync<UhitServiceException>(() => PollAsync(host));
        await Assert.ThrowsAsync<UhitServiceException>(() => PollAsync(host));

        Assert.Equal(1, await CountAsync(host, InboxRoom.Unreadable));
        Assert.Empty(Desk.Confirmed);
        var kept = await host.Services.GetRequiredKeyedService<IUhitStore>("Test").Inbox
            .ListAsync("Test", InboxRoom.Unreadable, Token)
            .SingleAsync(Token);
        Assert.Equal((ServicePeer.Fetched, UhitOperation.FetchUsage), (kept.Peer, kept.Operation));
        Assert.False((await Client(host).FindAsync(id, Token))!.IsComplete);
    }

    [Fact]
    public async Task Poll_FaultThatIsNotAboutAll_TheOtherInquiryIsAskedAllTheSame()
    {
        var host = await StartAsync();
        await Client(host).SubmitAsync(Inquiry(1), Token);
        var second = (await Client(host).SubmitAsync(Inquiry(1), Token)).Inquiry!.RequestId;
        Desk.Hold(PollDesk.Delivery(Desk.Asked[1]));
        Desk.OnFetch = async (context, fetch) =>
        {
            if (fetch.Header.RequestId == second)
            {
                return false;
            }

            context.Response.StatusCode = 500;
            await PollDesk.WriteAsync(
                context, SoapEnvelopeWriter.FaultToBytes(SoapVersion.Soap11, SoapFaultCode.Sender, "Not known: s3cret! of rep", null));
            return true;
        };

        var failure = await Assert.ThrowsAsync<UhitServiceException>(() => PollAsync(host));

        Assert.DoesNotContain("s3cret!", failure.ToString() + failure.Fault!.Reason, StringComparison.Ordinal);
        Assert.True((await Client(host).FindAsync(second, Token))!.IsComplete);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Poll_AnswerIsHuge_IsBrokenOffAndNothingIsStored(bool packed)
    {
        _settings["Uhit:Test:Callback:MaxBodyBytes"] = "6000000";
        _settings["Uhit:Test:MaxLines"] = "1";
        var (host, _) = await SubmittedAsync();
        var brokenOff = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Desk.OnFetch = async (context, _) =>
        {
            context.Response.ContentType = "text/xml";
            context.Response.Headers.ContentEncoding = packed ? "gzip" : "identity";
            await using Stream body = packed
                ? new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true)
                : new BufferedStream(context.Response.Body);
            var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<Filler>text of no use</Filler>", 10_000)));
            try
            {
                await body.WriteAsync(
                    Encoding.UTF8.GetBytes(
                        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><FetchResponse xmlns=\""
                            + EnterpriseWireFormat.Ns + "\">"), Token);
                for (var sent = 0L; sent < 300_000_000; sent += block.Length)
                {
                    await body.WriteAsync(block, context.RequestAborted);
                }

                // What is written to a connection that is gone is thrown away at once: only that it is gone shows that not all was read.
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException)
            {
                brokenOff.TrySetResult();
            }

            return true;
        };

        var failure = await Assert.ThrowsAsync<UhitServiceException>(() => PollAsync(host));

        Assert.Contains("Callback:MaxBodyBytes", failure.Message, StringComparison.Ordinal);
        if (!packed)
        {
            await brokenOff.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);
        }

        Assert.Equal(
            0,
            (await host.Services.GetRequiredKeyedService<IUhitStore>("Test").Maintenance.GetStatisticsAsync("Test", Token)).StagedReceipts);
    }

    [Fact]
    public async Task Poll_ClientScope_TakesWhateverIsReady()
    {
        var host = await StartAsync(polling: new WirePolling { AsksPerClient = true });
        var ids = new List<RequestId>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await Client(host).SubmitAsync(Inquiry(1), Token)).Inquiry!.RequestId);
        }

        Desk.Hold([.. Desk.Asked.Select(asked => PollDesk.Delivery(asked))]);

        Assert.Equal(3, await PollAsync(host));

        Assert.All(Desk.Fetches, fetch => Assert.Equal(default, fetch.Header.RequestId));
        foreach (var id in ids)
        {
            Assert.True((await Client(host).FindAsync(id, Token))!.IsComplete);
        }
    }

    [Fact]
    public async Task Poll_WithoutConfirmation_IsStoredOnceAndNotAskedForEver()
    {
        var (host, id) = await SubmittedAsync(polling: new WirePolling { Confirms = false });
        Desk.Hold(PollDesk.Validation(Desk.Asked[0]));

        Assert.Equal(1, await PollAsync(host));
        Assert.Equal(0, await PollAsync(host));

        Assert.Empty(Desk.Confirmed);
        Assert.Equal(1, await CountAsync(host, InboxRoom.Inbox));
        Assert.Equal(LineState.Validated, (await Client(host).FindAsync(id, Token))!.Lines[0].State);
    }

    [Fact]
    public async Task CheckConnection_FetchesElsewhere_BothWaysAreChecked()
    {
        _settings["Uhit:Test:Polling:Endpoint"] = "https://127.0.0.1:1/fetch";
        var host = await StartAsync();

        var report = await Client(host).CheckConnectionAsync(Token);

        Assert.Contains(report.Steps, step => step.Name.StartsWith("Fetching: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(5, 0, null, 0.5, 300)]
    [InlineData(5, 0, null, 0.0, 270)]
    [InlineData(5, 0, null, 1.0, 330)]
    [InlineData(5, 1, null, 0.5, 600)]
    [InlineData(5, 3, null, 0.5, 2400)]
    [InlineData(5, 4, null, 0.5, 3600)]
    [InlineData(5, 60, null, 0.5, 3600)]
    [InlineData(5, 1, 7200, 0.5, 7200)]
    [InlineData(5, 1, 60, 0.5, 600)]
    [InlineData(120, 0, null, 0.5, 7200)]
    [InlineData(120, 1, null, 0.5, 3600)]
    [InlineData(5, 4, null, 1.0, 3960)]
    [InlineData(5, 0, 299, 0.5, 300)]
    [InlineData(5, 0, 301, 0.5, 301)]
    public void BackOff_AfterFailures_DoublesUpToTheBoundAndHearsCnp(
        int minutes, int failures, int? retryAfter, double random, int seconds) =>
        Assert.Equal(
            seconds,
            Uhit.Client.Sending.Polling.BackOff.Of(
                new UhitPollingOptions { Interval = TimeSpan.FromMinutes(minutes) },
                failures,
                retryAfter is { } wait ? TimeSpan.FromSeconds(wait) : null,
                random).TotalSeconds,
            0.001);

    // Doubled thirty times at most: a second becomes 34 years.
    [Theory]
    [InlineData(29)]
    [InlineData(30)]
    [InlineData(31)]
    public void BackOff_AfterVeryManyFailures_DoublesNoMore(int failures) => Assert.Equal(
        Math.Pow(2, Math.Min(30, failures)),
        Uhit.Client.Sending.Polling.BackOff.Of(
            new UhitPollingOptions { Interval = TimeSpan.FromSeconds(1), MaxBackOff = TimeSpan.FromDays(100_000) }, failures, null, 0.5)
            .TotalSeconds,
        0.001);

    private async Task<(IHost Host, RequestId Id)> SubmittedAsync(
        IUhitStore? store = null, WirePolling? polling = null, Action<UhitClientBuilder>? build = null)
    {
        var host = await StartAsync(store: store, polling: polling);
        return (host, (await Client(host).SubmitAsync(Inquiry(1), Token)).Inquiry!.RequestId);
    }

    // Without an interval the host does not poll by itself: the test does.
    private async Task<IHost> StartAsync(
        string? interval = null, IUhitStore? store = null, WirePolling? polling = null, Action<UhitClientBuilder>? build = null)
    {
        var format = new EnterpriseWireFormat(EnterpriseAnswers.Fetched) { Polls = polling ?? new WirePolling() };
        _desk ??= await PollDesk.StartAsync(_settings, (SimulatedWireFormat)format.WithSecrets(_secrets.Get));
        _settings["Uhit:Test:Endpoint"] = Desk.Address.ToString();
        _settings["Uhit:Test:ServerTrust:RootFiles:0"] = _settings.File("ca.pem");
        _settings["Uhit:Test:Secrets:cnp-user"] = "rep";
        _settings["Uhit:Test:Secrets:cnp-password"] = "s3cret!";
        _settings["Uhit:Test:Polling:IsEnabled"] = interval is null ? "false" : "true";
        _settings["Uhit:Test:Polling:Interval"] = interval ?? "00:05:00";
        var builder = _settings.Host();
        var client = builder.Services.AddUhitClient("Test").UseWireFormat(format);
        build?.Invoke(client);
        _ = store is null ? client.UseInMemoryStore() : client.UseStore(_ => store);
        var host = builder.Build();
        _hosts.Add(host);
        await host.StartAsync(Token);
        return host;
    }

    private static Task<int> PollAsync(IHost host) => host.Services.GetRequiredKeyedService<IUsageHistoryClient>("Test").PollAsync(Token);

    private static IUsageHistoryClient Client(IHost host) => host.Services.GetRequiredService<IUsageHistoryClient>();

    private static async Task<int> CountAsync(IHost host, InboxRoom room) =>
        await host.Services.GetRequiredKeyedService<IUhitStore>("Test").Inbox.ListAsync("Test", room, Token).CountAsync(Token);

    private static UsageHistoryInquiry Inquiry(int lines) => new InquiryBuilder(TimeProvider.System).AddLines(lines).Build();
}
