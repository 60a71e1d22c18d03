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
}
