using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Receiving;

/// <summary>A callback whose reading does not come to an end keeps no reading slot for ever.</summary>
public sealed class ReadTimeoutTests
{
    [Fact]
    public async Task Handle_ReadingThatTakesTooLong_IsEndedAndCallerIsAskedToSendItAgain()
    {
        ReceiverFixture? fixture = null;
        var reads = 0;
        var format = ScriptedWireFormat.Reading(body =>
        {
            fixture!.Time.Advance(new UhitCallbackOptions().ReadTimeout);
            for (; ; reads++)
            {
                body.Reader.Read();
            }
        });
        using var owned = fixture = await ReceiverFixture.CreateAsync(format: format);
        var delivery = CallbackMessages.Delivery(CallbackMessages.Header("D-1"), readings: 2000);

        for (var i = 0; i < 6; i++)
        {
            // More than there are reading slots.
            var response = await fixture.SendAsync(delivery).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

            Assert.Equal((500, SoapFaultCode.Receiver), (response.StatusCode, ReceiverFixture.FaultOf(response).Code));
            Assert.Contains(response.Headers, header => header.Key == "Retry-After");
        }

        Assert.InRange(reads, 1, 6 * 256);
        Assert.Equal(6, fixture.Log.Collector.GetSnapshot().Count(record => record.Id.Id == 1620));
        Assert.DoesNotContain(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1208);
    }

    // The most common mistake in hand-written reading code: it waits for a tag that never comes.
    [Fact]
    public async Task Handle_FormatThatReadsOnBehindTheEnd_IsAnswered()
    {
        var format = ScriptedWireFormat.Reading(body =>
        {
            while (body.Reader.LocalName != "NoSuchElement")
            {
                body.Reader.Read();
            }
        });
        using var fixture = await ReceiverFixture.CreateAsync(format: format);

        var response = await fixture.SendAsync(CallbackMessages.Validation(CallbackMessages.Header("V-1"))).WaitAsync(
            TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Equal(500, response.StatusCode);
    }
}
