using System.Net;
using System.Net.Sockets;
using System.Text;
using Uhit.Client.SecondContract;
using Uhit.Client.Simulator.Data;
using Uhit.Client.Simulator.Tests.Support;
using Uhit.Client.Testing;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Soap;

namespace Uhit.Client.Simulator.Tests;

public sealed class UhitSimulatorTests
{
    [Fact]
    public async Task Inquiry_InOrder_IsAcceptedValidatedAndDelivered()
    {
        await using var exchange = await TestExchange.StartAsync();
        var inquiry = exchange.Inquiry(3);

        var answer = await exchange.RunAsync(inquiry);

        Assert.Equal(AcknowledgementStatus.Accepted, answer.Status);
        Assert.Equal(inquiry.Header.MessageId, answer.MessageId);
        Assert.NotNull(answer.TransactionId);
        Assert.Equal(
            [UhitOperation.NotifyValidation, UhitOperation.DeliverHistoricalUsage], exchange.ThirdParty.Received.Select(c => c.Operation));
        Assert.All(exchange.ThirdParty.Received, callback =>
        {
            Assert.Equal(inquiry.Header.RequestId, callback.Header.RequestId);
            Assert.Equal(inquiry.Header.AuthenticationId, callback.Header.AuthenticationId);
            Assert.Equal(answer.TransactionId, callback.TransactionId);
            Assert.Equal("\"" + exchange.Format.GetAction(callback.Operation) + "\"", callback.SoapAction);
            Assert.Equal(exchange.Certificates.Cnp.Subject, callback.CallerName);
        });
        Assert.Equal([1, 2, 3], exchange.ThirdParty.Received[0].Validations.Select(v => v.LineNumber));
        Assert.All(exchange.ThirdParty.Received[0].Validations, v => Assert.Equal(ValidationStatus.Validated, v.Status));
    }

    [Fact]
    public async Task Start_HostName_ListensOnItsAddressesOnly()
    {
        // Below those that systems give out by themselves.
        var port = Random.Shared.Next(15_000, 32_000);
        IPAddress[] own;
        try
        {
            own = await Dns.GetHostAddressesAsync(Dns.GetHostName(), TestContext.Current.CancellationToken);
        }
        catch (SocketException)
        {
            return; // A machine that does not know its own name can't listen on it.
        }

        await using var exchange =
            await TestExchange.StartAsync(configure: options => options.ListenUrl = new Uri($"https://{Dns.GetHostName()}:{port}"));

        Assert.Equal(port, exchange.Simulator.InquiryUrl.Port);
        Assert.True(await ConnectsAsync(own[0], port));
        Assert.False(await ConnectsAsync(IPAddress.Parse("127.1.2.3"), port));
    }

    [Theory]
    [InlineData("https://no-such-host.invalid:9444", "could not be resolved")]
    [InlineData("https://192.0.2.1:9444", "is no address of this machine")]
    public async Task Start_HostOfAnotherMachine_IsTold(string url, string words)
    {
        var exception = await Assert.ThrowsAsync<UhitConfigurationException>(() =>
            TestExchange.StartAsync(configure: options => options.ListenUrl = new Uri(url)));

        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_AfterDelivery_EqualsTheSumsOfWhatArrived()
    {
        await using var exchange = await TestExchange.StartAsync();

        await exchange.RunAsync(exchange.Inquiry(8));

        var usage = exchange.ThirdParty.Deliveries.Single().Usage;
        var report = exchange.Simulator.GetReport();
        Assert.Equal(8, report.Lines.Count);
        Assert.All(report.Lines, line =>
        {
            Assert.Equal(SimulatedLineState.Delivered, line.State);
            Assert.Equal(SimulatedTotals.Of(usage.Single(u => u.EsiId == line.EsiId)), line.Totals);
        });
        Assert.True(report.Total.IntervalKwh > 0 && report.Total.BillingKwh > 0 && report.Total.Readings > 8 * 5_000);
    }

    [Fact]
    public async Task Delivery_OfTheGenerator_IsWhatArrives()
    {
        await using var exchange = await TestExchange.StartAsync();
        var inquiry = exchange.Inquiry(1);

        await exchange.RunAsync(inquiry);

        var expected = new UsageGenerator(7).Create(inquiry.Inquiry.Lines[0], 1, new DateOnly(2026, 7, 1));
        var arrived = exchange.ThirdParty.Deliveries.Single().Usage.Single();
        Assert.Equal(expected.BillingPeriods, arrived.BillingPeriods);
        Assert.Equal(expected.IntervalSeries[0].ToArray(), arrived.IntervalSeries[0].ToArray());
        Assert.Equal(expected.IntervalSeries[0].Unit, arrived.IntervalSeries[0].Unit);
    }

    [Fact]
    public async Task Run_SameSeedTwice_SendsTheSameMessages()
    {
        var bodies = new List<string[]>();
        for (var run = 0; run < 2; run++)
        {
            await using var exchange = await TestExchange.StartAsync();
            await exchange.RunAsync(exchange.Inquiry(2));
            bodies.Add([.. exchange.ThirdParty.Received.Select(callback => callback.Body)]);
        }

        Assert.Equal(bodies[0], bodies[1]);
    }

    [Fact]
    public async Task Exchange_OfAnotherContract_GoesThroughTheSameSeam()
    {
        await using var exchange = await TestExchange.StartAsync(SimulatorScenarios.Find("parts")!, format: new SecondWireFormat());
        var inquiry = exchange.Inquiry(3);

        var answer = await exchange.RunAsync(inquiry);

        Assert.Equal(AcknowledgementStatus.Accepted, answer.Status);
        Assert.All(exchange.ThirdParty.Received, callback => Assert.Null(callback.SoapAction));
        var sent = exchange.ThirdParty.Deliveries.SelectMany(delivery => delivery.Usage).Aggregate(
            default(SimulatedTotals), (sum, usage) => sum + SimulatedTotals.Of(usage));
        Assert.Equal(sent, exchange.Simulator.GetReport().Total);
        Assert.All(exchange.Simulator.GetReport().Lines, line => Assert.Equal(SimulatedLineState.Delivered, line.State));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Delivery_KnownLength_HasContentLengthElseIsChunked(bool known)
    {
        await using var exchange = await TestExchange.StartAsync(SimulatorScenarios.Normal with { KnownLength = known });

        await exchange.RunAsync(exchange.Inquiry(1));

        var delivery = exchange.ThirdParty.Deliveries.Single();
        Assert.Equal(known ? Encoding.UTF8.GetByteCount(delivery.Body) : null, delivery.ContentLength);
    }

    [Fact]
    public async Task Inquiry_SameNumberSameContent_GetsTheStoredAnswerAndNoSecondRun()
    {
        await using var exchange = await TestExchange.StartAsync();
        var first = await exchange.RunAsync(exchange.Inquiry(1));
        var again = exchange.Inquiry(1);

        var second = await exchange.PostAsync(again);

        Assert.Equal(first with { MessageId = again.Header.MessageId, Errors = second.Errors }, second);
        Assert.Equal(2, exchange.ThirdParty.Received.Count);
        Assert.Single(exchange.Simulator.GetReport().Lines);
    }

    [Fact]
    public async Task Inquiry_SameNumberOtherContent_IsRefusedAsA78()
    {
        await using var exchange = await TestExchange.StartAsync();
        await exchange.RunAsync(exchange.Inquiry(1));

        var answer = await exchange.PostAsync(exchange.Inquiry(2));

        Assert.Equal(AcknowledgementStatus.Rejected, answer.Status);
        Assert.Equal("A78", answer.Errors.Single().Code);
    }

    [Fact]
    public async Task Inquiry_AuthenticationIdNotAllowed_IsRefused()
    {
        await using var exchange =
            await TestExchange.StartAsync(configure: options => options.AllowedAuthenticationIds = [AuthenticationId.Parse("123456789")]);

        var answer = await exchange.RunAsync(exchange.Inquiry(1));

        Assert.Equal(AcknowledgementStatus.Rejected, answer.Status);
        Assert.Empty(exchange.ThirdParty.Received);
        Assert.Equal(SimulatedLineState.Refused, exchange.Simulator.GetReport().Lines.Single().State);
    }

    [Fact]
    public async Task Inquiry_OneBadLine_FailsInTheValidationAndHasNoData()
    {
        await using var exchange = await TestExchange.StartAsync();
        var bad = Lines.Of(2, TestExchange.TwoMonths) with { EsiId = EsiId.Parse("10443720000000002") };

        var answer = await exchange.RunAsync(exchange.Inquiry([Lines.Of(1, TestExchange.TwoMonths), bad]));

        Assert.Equal(AcknowledgementStatus.Accepted, answer.Status);
        var verdict = exchange.ThirdParty.Received[0].Validations[1];
        Assert.Equal(ValidationStatus.Failed, verdict.Status);
        Assert.Equal(ErrorCategory.NotInTerritory, verdict.Reasons.Single().Category);
        Assert.Equal([1], exchange.ThirdParty.Deliveries.Single().Usage.Select(u => u.LineNumber));
        Assert.Equal(
            [SimulatedLineState.Delivered, SimulatedLineState.Failed], exchange.Simulator.GetReport().Lines.Select(line => line.State));
    }

    [Fact]
    public async Task Inquiry_EveryLineBad_IsRefusedWithErrorsPerLine()
    {
        await using var exchange = await TestExchange.StartAsync();
        var expired = Lines.Of(1, TestExchange.TwoMonths);
        expired = expired with { Authorization = expired.Authorization with { ExpiresOn = new DateOnly(2026, 6, 30) } };

        var answer = await exchange.RunAsync(
            exchange.Inquiry([expired, Lines.Of(2, new UsagePeriod(new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 2)))]));

        Assert.Equal(AcknowledgementStatus.Rejected, answer.Status);
        Assert.Equal([("NotAuthorized", 1), ("InvalidPeriod", 2)], answer.Errors.Select(error => (error.Code, error.LineNumber!.Value)));
    }

    [Fact]
    public async Task Request_WithoutCertificate_DoesNotGetThrough()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var stranger = new InquiryPoster(exchange.Format, null, exchange.Certificates.Authority);

        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.PostAsync(exchange.Simulator.InquiryUrl, exchange.Inquiry(1)));
        Assert.Empty(exchange.Simulator.GetReport().Lines);
    }

    [Fact]
    public async Task Request_CertificateOfAnotherRoot_DoesNotGetThrough()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var others = new ThrowawayCertificates();
        using var stranger = new InquiryPoster(exchange.Format, others.ThirdParty, exchange.Certificates.Authority);

        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.PostAsync(exchange.Simulator.InquiryUrl, exchange.Inquiry(1)));
        Assert.Empty(exchange.Simulator.GetReport().Lines);
    }

    [Fact]
    public async Task Request_CertificateForServersOnly_DoesNotGetThrough()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var serverOnly = exchange.Certificates.Issue(new ThrowawayCertificateRequest { ForClients = false });
        using var stranger = new InquiryPoster(exchange.Format, serverOnly, exchange.Certificates.Authority);

        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.PostAsync(exchange.Simulator.InquiryUrl, exchange.Inquiry(1)));
    }

    [Fact]
    public async Task Callback_ReceiverOfAnotherRoot_GetsNothing()
    {
        using var others = new ThrowawayCertificates();
        await using var exchange = await TestExchange.StartAsync(configure: options =>
        {
            options.TrustedServerRoots.Clear();
            options.TrustedServerRoots.Add(others.Authority);
            options.MaxAttempts = 1;
        });

        await exchange.RunAsync(exchange.Inquiry(1));

        Assert.Empty(exchange.ThirdParty.Received);
        var failed = await exchange.Simulator.WaitForStepAsync(
            step => step.Kind == SimulatorStepKind.CallbackFailed, TestContext.Current.CancellationToken);
        Assert.Contains("certificate or TLS", failed.Remark);
    }

    [Theory]
    [InlineData("<a/>")]
    [InlineData("no XML")]
    [InlineData("<!DOCTYPE a []><a/>")]
    public async Task Request_Unreadable_IsAnsweredByAFault(string body)
    {
        await using var exchange = await TestExchange.StartAsync();

        using var response = await exchange.Client.SendAsync(exchange.Simulator.InquiryUrl, Encoding.UTF8.GetBytes(body));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        using var envelope = SoapEnvelope.Open(
            await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), MessageLimits.Default);
        Assert.Equal(SoapFaultCode.Sender, envelope.ReadFault(exchange.Format).Code);
    }

    [Fact]
    public async Task Request_OtherPathsAndMethods_AreRefusedByStatus()
    {
        await using var exchange = await TestExchange.StartAsync();
        var cancellation = TestContext.Current.CancellationToken;
        var url = exchange.Simulator.InquiryUrl;

        Assert.Equal(HttpStatusCode.NotFound, (await exchange.Client.Http.GetAsync(new Uri(url, "/other"), cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await exchange.Client.Http.GetAsync(new Uri(url + "?wsdl"), cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await exchange.Client.Http.DeleteAsync(url, cancellation)).StatusCode);
        Assert.Equal(
            HttpStatusCode.UnsupportedMediaType,
            (await exchange.Client.Http.PostAsync(url, new StringContent("{}"), cancellation)).StatusCode);
    }

    [Fact]
    public async Task Request_ForTheContract_GetsItsFiles()
    {
        await using var exchange = await TestExchange.StartAsync(configure: options =>
            options.ContractFiles = ReferenceWireFormat.Instance.InquiryContractFiles);
        var cancellation = TestContext.Current.CancellationToken;
        var url = exchange.Simulator.InquiryUrl;

        var wsdl = await exchange.Client.Http.GetStringAsync(new Uri(url + "?wsdl"), cancellation);

        Assert.Contains($"<soap:address location=\"{url}\"", wsdl);
        Assert.Contains($"schemaLocation=\"{url}?xsd=usage-history.xsd\"", wsdl);
        Assert.Contains(
            "RequestHistoricalUsage", await exchange.Client.Http.GetStringAsync(new Uri(url + "?xsd=usage-history.xsd"), cancellation));
    }

    [Fact]
    public async Task StartAsync_MissingSetting_NamesIt()
    {
        await using var exchange = await TestExchange.StartAsync();
        var options = exchange.OptionsFor(SimulatorScenarios.Normal);
        options.CallbackUrl = null;

        var exception = await Assert.ThrowsAsync<UhitConfigurationException>(() => UhitSimulator.StartAsync(options));

        Assert.Contains("CallbackUrl", exception.Message);
    }

    [Fact]
    public async Task ReadStepsAsync_AfterDisposal_EndsWithAllSteps()
    {
        var exchange = await TestExchange.StartAsync();
        var inquiry = exchange.Inquiry(1);
        await exchange.RunAsync(inquiry);
        await exchange.DisposeAsync();

        var steps = new List<SimulatorStep>();
        await foreach (var step in exchange.Simulator.ReadStepsAsync(TestContext.Current.CancellationToken))
        {
            steps.Add(step);
        }

        Assert.Equal(Enumerable.Range(1, steps.Count), steps.Select(step => (int)step.Number));
        Assert.Equal(2, steps.Count(step => step is { Kind: SimulatorStepKind.CallbackAnswered, Status: AcknowledgementStatus.Accepted }));
        Assert.DoesNotContain(steps, step => step.ToString().Contains(inquiry.Inquiry.Lines[0].EsiId.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task DisposeAsync_CallbackOnItsWay_EndsIt()
    {
        var exchange = await TestExchange.StartAsync();
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        exchange.ThirdParty.BeforeAnswer = _ =>
        {
            arrived.SetResult();
            return release.Task;
        };
        await exchange.PostAsync(exchange.Inquiry(1));
        await arrived.Task.WaitAsync(TestContext.Current.CancellationToken);

        await exchange.Simulator.DisposeAsync();

        release.SetResult();
        await exchange.DisposeAsync();
        Assert.Equal(SimulatedLineState.Waiting, exchange.Simulator.GetReport().Lines.Single().State);
    }

    private static async Task<bool> ConnectsAsync(IPAddress address, int port)
    {
        using var client = new TcpClient(address.AddressFamily);
        try
        {
            await client.ConnectAsync(address, port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
