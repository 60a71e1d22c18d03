using System.Text;
using Microsoft.Extensions.Logging;
using Uhit.Client.Receiving;
using Uhit.Client.Tests.Receiving;
using Uhit.Client.Wire;

namespace Uhit.Client.Tests.Wire.Fuzz;

/// <summary>Damaged callbacks: each is answered in bounded time, none that is not well-formed
/// is accepted, and none is our trouble.</summary>
public sealed class CallbackFuzzTests
{
    private static readonly int[] Statuses = [200, 400, 500];

    [Fact]
    public async Task Handle_DamagedCallback_IsAnsweredTruly()
    {
        var mutator = new MessageMutator(FuzzRun.Seed);
        using var fixture = await ReceiverFixture.CreateAsync();
        var accepted = 0;
        for (var number = 0; number < FuzzRun.Cases; number++)
        {
            var version = mutator.Next(2) == 0 ? SoapVersion.Soap11 : SoapVersion.Soap12;
            var damaged = mutator.Damage(Whole(version, number)[mutator.Next(3)]);
            await FuzzRun.CaseAsync(
                number, damaged, async () => accepted += Judge(await fixture.SendAsync(damaged, version), damaged) ? 1 : 0);
        }

        Assert.InRange(accepted, 1, FuzzRun.Cases - 1);
        Assert.DoesNotContain(fixture.Log.Collector.GetSnapshot(), record => record.Id.Id == 1208 || record.Level == LogLevel.Critical);
    }

    private static bool Judge(CallbackResponse response, byte[] sent)
    {
        Assert.Contains(response.StatusCode, Statuses);
        Assert.True(response.Body.Length == 0
            || !response.ContentType!.Contains("xml", StringComparison.Ordinal)
            || SecondOpinion.IsWellFormed(response.Body.ToArray()));
        var isAccepted = response.StatusCode == 200
            && Encoding.UTF8.GetString(response.Body.Span).Contains("Accepted", StringComparison.Ordinal);
        Assert.False(isAccepted && !SecondOpinion.IsWellFormed(sent), "What is not well-formed was accepted.");
        return isAccepted;
    }

    private static byte[][] Whole(SoapVersion version, int number) =>
    [
        CallbackMessages.Validation(CallbackMessages.Header($"V-{number}"), version: version),
        CallbackMessages.Acknowledgement(CallbackMessages.Header($"A-{number}")),
        CallbackMessages.Delivery(CallbackMessages.Header($"D-{number}"), part: number % 50 + 1, parts: 50, version: version),
    ];
}
