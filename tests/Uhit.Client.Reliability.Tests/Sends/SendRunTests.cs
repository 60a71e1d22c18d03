using Uhit.Client.Reliability.Hosting;
using Uhit.Client.Reliability.Sends;
using Uhit.Client.Reliability.Stores;

namespace Uhit.Client.Reliability.Tests.Sends;

[Collection(nameof(ProcessTests))]
public sealed class SendRunTests
{
    [Fact]
    public async Task Run_ClientKilledAroundItsSends_NoInquiryLostAndNoneSentBlindlyAgain()
    {
        await using var site = await RunSite.CreateAsync(StoreKind.Sqlite);
        await using var cnp = await CnpService.StartAsync(site.Certificates);

        var report = await new SendRun(site, cnp, Seeds.Next(), Seeds.Tell).RunAsync(25);

        Seeds.Tell(report.ToString());
        Assert.Empty(report.Findings.First);
        Assert.True(report.Seen > 0);
    }

    [Fact]
    public async Task Run_CutOffSendIsTakenForNotSent_IsSeen()
    {
        var report = await BreakAsync(BrokenPromise.TakesCutOffForNotSent, run => run.RunAsync([SendPoint.BeforeAnswer]));

        Assert.Contains(
            report.Findings.First, finding => finding.Contains("is said not to have been sent, and CNP saw it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_UncertainOneIsSentAgainUnasked_IsSeen()
    {
        var report = await BreakAsync(BrokenPromise.SendsBlindly, async run =>
        {
            // At a random instant: not every life comes to send.
            var last = await run.RunAsync([SendPoint.BeforeAnswer]);
            for (var i = 0; i < 10 && last.Findings.Twice == 0; i++)
            {
                last = await run.RunAsync([SendPoint.Random, SendPoint.Random, SendPoint.Random, SendPoint.Random]);
            }

            return last;
        });

        Assert.True(report.Findings.Twice > 0, string.Join('\n', report.Findings.First));
    }

    [Fact]
    public async Task Run_InquirySentBeforeItIsStored_IsSeen()
    {
        var report = await BreakAsync(BrokenPromise.SendsBeforeStored, run => run.RunAsync([SendPoint.BeforeAnswer]));

        Assert.Contains(report.Findings.First, finding => finding.Contains("which is not stored", StringComparison.Ordinal));
    }

    private static async Task<SendReport> BreakAsync(BrokenPromise promise, Func<SendRun, Task<SendReport>> playAsync)
    {
        await using var site = await RunSite.CreateAsync(StoreKind.Sqlite);
        await using var cnp = await CnpService.StartAsync(site.Certificates);
        return await playAsync(new SendRun(site, cnp, Seeds.Next(), Seeds.Tell, promise));
    }
}
