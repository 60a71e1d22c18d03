using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Tests.Receiving;

namespace Uhit.Client.Tests.Http;

/// <summary>What is measured and traced of each request to the service.</summary>
public sealed class SendTelemetryTests : IDisposable
{
    private readonly TransportFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("200 OK", 200)]
    [InlineData("503 Service Unavailable", 503)]
    public async Task Send_Answered_IsMeasuredWithItsTimeAndTracedWithItsStatus(string status, int code)
    {
        var time = new FakeTimeProvider();
        _fixture.Time = time;
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            time.Advance(TimeSpan.FromSeconds(2));
            await c.AnswerAsync("", status);
        });
        using var measured = new OwnMeasurements();

        await TransportFixture.SendAsync(_fixture.Transport(), server.Address);

        var (seconds, tags) = Assert.Single(measured.Of(UhitTelemetry.SendDuration));
        Assert.Equal(2.0, seconds);
        Assert.Equal(KeyValuePair.Create(UhitTelemetry.OutcomeTag, (object?)"Answered"), Assert.Single(tags));
        var activity = Assert.Single(measured.Of(UhitTelemetry.SendActivity)).Tags;
        Assert.Equal(("Answered", code), (activity[UhitTelemetry.OutcomeTag], activity["http.response.status_code"]));
        Assert.DoesNotContain(UhitTelemetry.FailureTag, activity.Keys);
    }

    [Theory]
    [InlineData(true, "Uncertain", ConnectionFailure.ResponseMalformed)]
    [InlineData(false, "NotSent", ConnectionFailure.Interrupted)]
    public async Task Send_NotAnswered_IsMeasuredAndTracedWithItsFailure(bool isSent, string outcome, ConnectionFailure failure)
    {
        await using var server = new RawTlsServer(_fixture.Certificates.Cnp, async c =>
        {
            await c.ReadRequestAsync();
            await c.WriteAsync("SSH-2.0-OpenSSH_9.6\r\n");
        });
        using var measured = new OwnMeasurements();

        await TransportFixture.SendAsync(_fixture.Transport(), server.Address, new CancellationToken(!isSent));

        foreach (var name in new[] { UhitTelemetry.SendDuration, UhitTelemetry.SendActivity })
        {
            var tags = Assert.Single(measured.Of(name)).Tags;
            Assert.Equal((outcome, failure.ToString()), (tags[UhitTelemetry.OutcomeTag], tags[UhitTelemetry.FailureTag]));
            Assert.DoesNotContain("http.response.status_code", tags.Keys);
        }
    }
}
